// PHP: PHPMailer's debug output, Swift Mailer, Symfony Mailer, Zend and Laminas Mail, Horde, WordPress plugins.

import type { Reader } from './reader.js'

export const php: Reader = {
  id: 'php',
  recognises:
    /PHPMailer|SMTP (?:ERROR|Error|->|NOTICE)|CLIENT ->|Swift_|Symfony|Zend|Laminas|Horde|stream_socket|fsockopen|Expected response code|\(code: [45]\d\d, response: /,
  rewrite: (text) =>
    text
      // Swift: Expected response code 250/251/252 but got code "550", with message "550 5.1.1 …"
      .replace(/but got code "(\d{3})", with message "\1(?=[- ])/g, 'but got code "$1", with message "$1')
      // Older ones leave a word out.
      .replace(/(Expected response code \d{3}) but code "/g, '$1 but got code "')
      // PEAR's Net_SMTP: [SMTP: Failed to add recipient: … (code: 550, response: 5.1.1 …)]
      .replace(/ \(code: ([45]\d\d), response: ([^\n]{1,1000}?)\)(?=\]|\)|\s*$)/gm, ': $1 $2')
      // No server at all: the program that should take the letter ended at once.
      .replace(
        /but got (?:an empty response|code "", with message "")(?=[\s\S]{0,4000}SendmailTransport->)/g,
        'but got "": Connection to "process sendmail" has been closed unexpectedly',
      )
      .replace(
        /(command failed) Detail: ([^\n]{1,1000}?) SMTP code: (\d{3})(?: Additional SMTP info: (\d\.\d{1,3}\.\d{1,3}))?/g,
        (_, failed: string, words: string, code: string, enhanced?: string) =>
          `${failed}: ${code} ${enhanced ? `${enhanced} ` : ''}${words}`,
      ),
  wrappers: [
    /SMTP connect\(\) failed/i,
    /Could not connect to SMTP host\.?(?: Failed to connect to server)?\s*$/i,
    /(?:QUIT|RSET) (?:command )?failed/i,
    /Called \w+\(\) without being connected/i,
    /SMTP Error: Could not (?:authenticate|connect)\.?/i,
    /EHLO not accepted from server:?\s*$/i,
    /EOF caught while checking if connected/i,
    /(?:Message|Mail) could not be sent|Mailer Error: *$/i,
    /get_lines\(\): \$(?:data|str) is *""/,
    // Of an authenticator it is the answer to a login.
    /^(?![^\n]{0,300}\bAuthenticator )[^\n]{0,600}but got (?:an empty response|empty code|(?:response )?(?:code )?"")/i,
  ],
}
