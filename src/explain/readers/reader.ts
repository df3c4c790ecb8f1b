// What a reader of one kind of source contributes: how to recognise it, how to undo its notation, and which of its
// sentences only wrap a cause that stands elsewhere.

import type { Pattern } from '../../smtp/prefilter.js'

export interface Reader {
  readonly id: string
  /** Over the whole text; cheap. */
  readonly recognises: Pattern
  /** Turns the source's own notation of replies into the common one (`550 5.1.1 text`). */
  rewrite?(text: string): string
  /** Sentences that name a failure without its cause. */
  readonly wrappers?: readonly Pattern[]
}
