// Names of the web's own services that programs look up beside mail: packages, images, token endpoints, HTTP interfaces of
// sending services. They exist for certain, and nobody sends mail through them.

const NAMES: ReadonlySet<string> = new Set([
  // Token endpoints and HTTP interfaces.
  'accounts.google.com',
  'oauth2.googleapis.com',
  'www.googleapis.com',
  'gmail.googleapis.com',
  'login.microsoftonline.com',
  'login.live.com',
  'graph.microsoft.com',
  'api.sendgrid.com',
  'api.mailgun.net',
  'api.eu.mailgun.net',
  'api.postmarkapp.com',
  'api.resend.com',
  'api.brevo.com',
  'api.sendinblue.com',
  'api.mailjet.com',
  'api.sparkpost.com',
  // Packages and images.
  'registry.npmjs.org',
  'registry.yarnpkg.com',
  'pypi.org',
  'files.pythonhosted.org',
  'repo.packagist.org',
  'packagist.org',
  'rubygems.org',
  'crates.io',
  'index.crates.io',
  'static.crates.io',
  'proxy.golang.org',
  'repo.maven.apache.org',
  'repo1.maven.org',
  'api.nuget.org',
  'registry-1.docker.io',
  'auth.docker.io',
  'deb.debian.org',
  'archive.ubuntu.com',
  'security.ubuntu.com',
  'dl-cdn.alpinelinux.org',
  // Code and the web at large.
  'github.com',
  'api.github.com',
  'raw.githubusercontent.com',
  'codeload.github.com',
  'objects.githubusercontent.com',
  'gitlab.com',
  'api.wordpress.org',
  'downloads.wordpress.org',
  'google.com',
  'www.google.com',
  'one.one.one.one',
  'dns.google',
])

/** Whether a host is one of them. */
export function isWebName(host: string): boolean {
  return NAMES.has(host.toLowerCase().replace(/\.$/, ''))
}
