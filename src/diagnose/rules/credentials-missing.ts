// User name or password never reached the client library, or reached it empty.

import type { Context, Fix, Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { loginSteps } from '../phrases/fixes.js'
import { UNSTATED_LOGIN_FAILURES } from '../phrases/ranks.js'
import { ofKind } from '../select.js'

const EMPTY = /^(?:undefined|null|none|nil|nan|false|\[object Object\]|)$/i

const families: readonly Family[] = [
  {
    text: phrases`
      missing credentials
      missing secret phrase
      requested but missing (?:user|secret)
      no password specified
      (?:user ?name|password|credentials?|secret|login)(?: and password| or password)? (?:is |are |was |were |must )?(?:missing|empty|blank|undefined|null|not (?:set|given|supplied|provided|specified|configured|found)|be (?:specified|provided|set|supplied))
      no (?:user ?name|password|credentials|login(?: data| details)?|smtp (?:user|password)) (?:was |were |is )?(?:given|specified|supplied|provided|found|set|configured|available)
      (?:empty|missing|blank|null) (?:user ?name|password|credentials|login)
      without (?:a )?(?:user ?name|password|credentials)
    `,
    // A server that says "user not found" was given one.
    when: ({ code }) => code === undefined,
    not: /application-specific|app password|NoneType.{0,40}(?:host|server)/i,
    certainty: 'certain',
    because: 'The client says that it has no user name or no password to log in with.',
  },
  {
    text: /\b(?:user(?:name)?|pass(?:word)?|pwd|login)["']?\s{0,2}(?:[:=]|=>)\s{0,2}["']?(?:undefined|null|none|nil)\b/i,
    certainty: 'likely',
    because:
      'The user name or the password is the word for "nothing" in the program\'s language: the setting was never read.',
  },
  {
    text: /\b(?:[Aa]uthentication|[Ll]ogin|[Aa]uth|[Aa]uthenticating|[Ll]ogging in|[Ss]ign-?in)(?: failed| failure| attempt)? (?:for|as|of) (?:the )?(?:user(?:name)? )?["'<]?(?:undefined|null|None)(?=["'>.,;:)]|\s|$)/,
    certainty: 'likely',
    because: 'The user name is the word for "nothing" in the program\'s language: the setting was never read.',
  },
  {
    text: /(?:'NoneType' object has no attribute '(?:encode|replace|strip)'|concatenate str \(not "NoneType"\)|Value cannot be null\.? .{0,30}(?:password|userName|credentials)|(?:password|userName|credentials).{0,20}cannot be null|must be of type string,? null given.{0,60}pass)/i,
    certainty: 'likely',
    because: 'The client library was handed nothing in place of the user name or the password.',
  },
  {
    text: /\bset_id=\)/,
    certainty: 'likely',
    because: 'Exim writes the user name that it was given behind set_id=, and here it was given an empty one.',
  },
  {
    text: /authentication failed: Invalid format\b/i,
    certainty: 'likely',
    because: 'The server calls the login data malformed; that is how it answers an empty user name or password.',
  },
  {
    text: /cannot authenticate to server .{0,120}: generic failure/i,
    certainty: 'possible',
    because:
      'The SASL library gave up without asking the server, which it does when it has no user name or password for this host.',
  },
]

/** A challenge was answered with an empty line, or with nothing but the word "undefined": the reader decodes both. */
function emptyAnswer(seen: readonly Observation[]): Observation | undefined {
  return ofKind(seen, 'reply').find(
    ({ command, verb }) =>
      verb === 'AUTH' && command !== undefined && /\b(?:empty|undefined|null|None)>?$/.test(command),
  )
}

function isUserNameEmpty(context: Context): boolean {
  return context.username !== undefined && EMPTY.test(context.username.trim())
}

/** What the client's own keys are called: others are read over without a word. */
function keysOf(client = ''): Fix[] {
  const own = KEYS.find(([pattern]) => pattern.test(client))
  return [
    {
      do: own
        ? own[1]
        : 'Use the names that the mail library knows: nodemailer reads auth: { user, pass }, Rails user_name: and password:, Django EMAIL_HOST_USER and EMAIL_HOST_PASSWORD; others are ignored without a word.',
    },
  ]
}

const KEYS: readonly (readonly [RegExp, string])[] = [
  [
    /node|nest|next|nuxt|emailjs/i,
    'In nodemailer both belong into auth: { user, pass }; names such as username or password are ignored there.',
  ],
  [
    /rails|ruby|actionmailer|mastodon|discourse|gitlab/i,
    'In Rails they are called user_name: and password: in smtp_settings; username: is ignored there.',
  ],
  [/django/i, 'In Django they are called EMAIL_HOST_USER and EMAIL_HOST_PASSWORD.'],
  [/laravel/i, 'In Laravel they are called MAIL_USERNAME and MAIL_PASSWORD.'],
  [
    /spring|java|jakarta/i,
    'In Spring they are called spring.mail.username and spring.mail.password; JavaMail itself wants them as arguments of connect() or from an Authenticator, and mail.smtp.auth=true.',
  ],
]

export const credentialsMissing: Rule = {
  id: 'credentials-missing',
  title: 'No user name or no password reached the mail library',
  meaning:
    'The login failed before a password could be judged: the program handed an empty value, or the word for "nothing", to its mail library. Nearly always a setting or an environment variable has another name than the program reads, or was not loaded where the program runs.',
  seenAs: [
    'Missing credentials for "PLAIN"',
    'SMTP-AUTH requested but missing secret phrase',
    'javax.mail.AuthenticationFailedException: failed to connect, no password specified?',
  ],
  outranks: ['auth-mechanism-unsupported', 'smtp-access-disabled', ...UNSTATED_LOGIN_FAILURES],
  match(seen, context) {
    const found = judge(credentialsMissing, families, seen, context, ['credentials-rejected', 'app-password-required'])
    if (found && found.certainty !== 'possible') return found
    const complaint = ofKind(seen, 'client').find((one) => one.complaint === 'credentials-missing')
    if (complaint)
      return {
        certainty: 'certain',
        because: 'The client says that it has no user name or no password to log in with.',
        seen: [complaint],
      }
    const empty = emptyAnswer(seen)
    if (empty)
      return {
        certainty: 'certain',
        because: 'The client answered the request for the user name or the password with nothing.',
        seen: [empty],
      }
    const refused = ofKind(seen, 'reply').find(({ verb, reply }) => verb === 'AUTH' && reply.code >= 400)
    if (refused && isUserNameEmpty(context))
      return {
        certainty: 'certain',
        because: `The user name was ${context.username?.trim() ? `the word "${context.username}"` : 'empty'}.`,
        seen: [refused],
      }
    return found
  },
  fixes: (context) => [
    {
      do: 'Print, where the program runs, whether both settings are there (their length, never the password itself): an empty or missing one is the cause.',
    },
    {
      do: 'Compare the names: the program reads one name (SMTP_USER, SMTP_USERNAME, MAIL_USERNAME, EMAIL_HOST_USER …), the .env file or the container may set another.',
    },
    {
      do: 'Make sure that the file is loaded: call dotenv before the mail module is read, pass env_file or -e to the container, restart the service after the change, clear a cached configuration (Laravel: php artisan config:clear).',
    },
    ...keysOf(context.client),
    {
      do: 'If the server needs no login (a local relay, a test server): remove the whole auth setting instead of leaving its values empty.',
    },
    ...loginSteps(context),
  ],
}
