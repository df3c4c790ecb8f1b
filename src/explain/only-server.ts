// The server that a paste speaks of beside its error: "…unable to get local issuer certificate, smtp.gmail.com".

const SERVER_NAME =
  /(?<![\w@.-])smtp[\w-]{0,30}(?:\.[\w-]{1,63}){1,3}\.(?!(?:js|ts|py|php|rb|go|cs|java|log|html?|exe)\b)[a-z]{2,24}\b(?!\s?\(|\.\w)/gi

/** The one name of a server for sending that a paste speaks of, where nothing else tells what was tried. */
export function onlyServerIn(text: string): string | undefined {
  const names = new Set((text.match(SERVER_NAME) ?? []).map((name) => name.toLowerCase()))
  return names.size === 1 ? [...names][0] : undefined
}
