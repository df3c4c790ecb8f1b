// Erlang and Elixir: gen_smtp's tuples.

import type { Reader } from './reader.js'

export const erlang: Reader = {
  id: 'erlang',
  recognises: /gen_smtp|Bamboo|:(?:permanent|temporary)_failure|:retries_exceeded/,
  wrappers: [/The error is :retries_exceeded/, /problem sending the email through SMTP/],
}
