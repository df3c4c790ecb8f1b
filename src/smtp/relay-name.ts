// How people call the servers that they send through; domains that take mail are called otherwise.

/** The first label of a server for sending: smtp.example.org, mail2.example.org, relay.example.org. */
export const RELAY_NAME = /^(?:smtp|mail|relay|out|outgoing|mx|mta)[\w-]{0,12}\.[\w-]{1,63}\.\w/i
