// Generated from the files of this folder by `npm run gen`; do not edit.

import type { ConfigFormat } from '../format.js'
import { alertmanager } from './alertmanager.js'
import { apprise } from './apprise.js'
import { authentik } from './authentik.js'
import { authjs } from './authjs.js'
import { curl } from './curl.js'
import { discourse } from './discourse.js'
import { django } from './django.js'
import { dockerCompose } from './docker-compose.js'
import { dotnet } from './dotnet.js'
import { env } from './env.js'
import { exim } from './exim.js'
import { fastapiMail } from './fastapi-mail.js'
import { flaskMail } from './flask-mail.js'
import { ghost } from './ghost.js'
import { gitSendEmail } from './git-send-email.js'
import { gitea } from './gitea.js'
import { gitlab } from './gitlab.js'
import { go } from './go.js'
import { grafana } from './grafana.js'
import { homeAssistant } from './home-assistant.js'
import { jakartaMail } from './jakarta-mail.js'
import { keycloak } from './keycloak.js'
import { kubernetes } from './kubernetes.js'
import { laravel } from './laravel.js'
import { msmtp } from './msmtp.js'
import { mutt } from './mutt.js'
import { n8n } from './n8n.js'
import { nextcloud } from './nextcloud.js'
import { nodemailer } from './nodemailer.js'
import { opensmtpd } from './opensmtpd.js'
import { phpmailer } from './phpmailer.js'
import { postfix } from './postfix.js'
import { python } from './python.js'
import { rails } from './rails.js'
import { rubyMail } from './ruby-mail.js'
import { sNail } from './s-nail.js'
import { springProperties } from './spring-properties.js'
import { springYaml } from './spring-yaml.js'
import { swaks } from './swaks.js'
import { symfony } from './symfony.js'
import { vaultwarden } from './vaultwarden.js'
import { wordpress } from './wordpress.js'

export const formats: readonly ConfigFormat[] = [
  alertmanager,
  apprise,
  authentik,
  authjs,
  curl,
  discourse,
  django,
  dockerCompose,
  dotnet,
  env,
  exim,
  fastapiMail,
  flaskMail,
  ghost,
  gitSendEmail,
  gitea,
  gitlab,
  go,
  grafana,
  homeAssistant,
  jakartaMail,
  keycloak,
  kubernetes,
  laravel,
  msmtp,
  mutt,
  n8n,
  nextcloud,
  nodemailer,
  opensmtpd,
  phpmailer,
  postfix,
  python,
  rails,
  rubyMail,
  sNail,
  springProperties,
  springYaml,
  swaks,
  symfony,
  vaultwarden,
  wordpress,
]
