// .NET: System.Net.Mail names a status and a sentence of its own before the server's words, MailKit a status name. Both
// drop the code; it is put back.

import { statusCodeIn } from '../status-names.js'
import type { Reader } from './reader.js'

const SERVER_WORDS =
  /([^\n]{0,300}?)((?:The server response (?:was|is)|Die (?:Serverantwort|Antwort des Servers) war|Der Server hat folgende Antwort gesendet|La réponse du serveur était|La respuesta del servidor fue|A resposta do servidor foi|(?:La )?risposta del server(?: è stata)?|Ответ сервера|服务器响应为|伺服器回應為|サーバー応答|서버 응답|Odpowiedź serwera|Sunucu yanıtı(?: şöyleydi)?|(?:De serverreactie|Het antwoord van de server) was) ?[:：] ?)(?![45]\d\d[ -])(?=[^\s])/g

/** MailKit lists every reason that a handshake can have; none of them was seen. */
const BOILERPLATE =
  /One possibility is that you are trying to connect to a port which does not support SSL\/TLS\.?|The other possibility is that the SSL certificate presented by the server is not trusted[^\n]{0,120}|^\s*[1-5](?:\.|\)) (?:The server is using a self-signed|The local system is missing a Root|The certificate presented by the server is expired|A Certificate Authority CRL|The set of SSL\/TLS protocols)[^\n]{0,200}$|(?<![\d.])[1-6]\. (?:The server is using a self-signed certificate which cannot be verified|The local system is missing a Root or Intermediate certificate needed to verify the server's certificate|A Certificate Authority CRL server for one or more of the certificates in the chain is temporarily unavailable|The certificate presented by the server is expired or invalid|The set of SSL\/TLS protocols supported by the client and server do not match|You are trying to connect to a port which does not support SSL\/TLS)\b\.?|^(?:if you intended to use STARTTLS, make sure to use the following code:|client\.Connect \([^\n]{0,200}SecureSocketOptions\.StartTls\);)\s*$/gm

export const dotnet: Reader = {
  id: 'dotnet',
  recognises:
    /System\.Net|one or more of the following reasons|SmtpException|server response|MailKit|SmtpCommandException|StatusCode|Serverantwort|réponse du serveur|respuesta del servidor|resposta do servidor|[Rr]isposta del server|Ответ сервера|服务器响应|伺服器回應|サーバー応答|서버 응답|Odpowiedź serwera|Sunucu yanıtı|serverreactie/,
  rewrite: (text) =>
    text.replace(BOILERPLATE, '').replace(SERVER_WORDS, (_, sentence: string, lead: string) => {
      const code = statusCodeIn(`${sentence}${lead}`)
      // Only the server's words count; .NET's sentence is the same for opposite causes.
      return `${sentence.replace(/[^:\]"']{0,200}$/, '')}${lead}${code ? `${code} ` : ''}`
    }),
  wrappers: [
    /requires a secure connection or the client (?:was|is) not authenticated\.?\s*$/i,
    /^\s*(?:System\.Net\.Mail\.SmtpException: )?(?:Failure sending mail|Mailbox unavailable|Fehler beim Senden von Mail|Échec d'envoi d'un message)\.?\s*$/i,
    /Unable to connect to the remote server\.?$/i,
    /Unable to read data from the transport connection: [^\n]{0,20}$/i,
  ],
}
