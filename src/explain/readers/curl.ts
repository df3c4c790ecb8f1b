// curl and programs on libcurl: they keep the code of a reply and say the rest in words of their own.

import type { Reader } from './reader.js'

export const curl: Reader = {
  id: 'curl',
  recognises: /curl|CURLE_|^\* [A-Z]/m,
  rewrite: (text) =>
    text
      .replace(/(?<!remote )\baccess denied: ([45]\d\d)(?=\W*$)/gim, 'AUTH failed: $1')
      .replace(/\bremote access denied: ([45]\d\d)(?=\W*$)/gim, 'EHLO failed: $1')
      .replace(/\bSTARTTLS denied, code ([45]\d\d)\b/gi, 'STARTTLS failed: $1'),
}
