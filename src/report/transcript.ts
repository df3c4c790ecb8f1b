// The SMTP dialogues as text, for `--transcript`, the saved report and "show the dialogue".

import type { DialogueLine, Endpoint } from '../model.js'
import { visible } from './visible.js'

const MARKS = { client: 'C:', server: 'S:', note: '--' } as const

/** One endpoint after the other, each line with its time. Secrets were replaced when the lines were recorded. */
export function renderTranscript(
  dialogues: readonly { readonly endpoint: Endpoint; readonly lines: readonly DialogueLine[] }[],
): string {
  return dialogues
    .map(({ endpoint: { host, port, security }, lines }) => {
      const head = `# ${visible(host)} port ${port}, ${security}`
      if (lines.length === 0) return `${head}\n# nothing was said\n`
      const body = lines.map(({ direction, text, atMs }) => {
        const seconds = (atMs / 1000).toFixed(3).padStart(8)
        return `${seconds} ${MARKS[direction]} ${visible(text)}`
      })
      return `${[head, ...body].join('\n')}\n`
    })
    .join('\n')
}
