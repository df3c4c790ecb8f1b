// Node: nodemailer and emailjs errors as printed by util.inspect, JSON or a logger.

import type { Reader } from './reader.js'

export const node: Reader = {
  id: 'node',
  recognises:
    /nodemailer|smtp-connection|E(?:AUTH|ENVELOPE|SOCKET|DNS|CONNECTION|PROTOCOL|MESSAGE|STREAM)\b|emailjs|responseCode/,
  rewrite: (text) =>
    text.replace(/bad response on command '(\w+)'\s*:\s*(?=[45]\.\d)/g, "bad response on command '$1': "),
  wrappers: [
    /Closing connection to the server using/,
    /^\s*["']?(?:code|errno|syscall)["']?: ?/,
    /Connection closed unexpectedly$/,
  ],
}
