// Generated from the files of this folder by `npm run gen`; do not edit.

import type { ConfigFormat } from '../format.js'
import { alertmanager } from './alertmanager.js'
import { authentik } from './authentik.js'
import { authjs } from './authjs.js'
import { discourse } from './discourse.js'
import { dockerCompose } from './docker-compose.js'
import { dotnet } from './dotnet.js'
import { env } from './env.js'
import { ghost } from './ghost.js'
import { gitSendEmail } from './git-send-email.js'
import { gitea } from './gitea.js'
import { grafana } from './grafana.js'
import { homeAssistant } from './home-assistant.js'
import { jakartaMail } from './jakarta-mail.js'
import { keycloak } from './keycloak.js'
import { kubernetes } from './kubernetes.js'
import { laravel } from './laravel.js'
import { n8n } from './n8n.js'
import { nodemailer } from './nodemailer.js'
import { postfix } from './postfix.js'
import { python } from './python.js'
import { springProperties } from './spring-properties.js'
import { springYaml } from './spring-yaml.js'
import { symfony } from './symfony.js'
import { vaultwarden } from './vaultwarden.js'

export const formats: readonly ConfigFormat[] = [
  alertmanager,
  authentik,
  authjs,
  discourse,
  dockerCompose,
  dotnet,
  env,
  ghost,
  gitSendEmail,
  gitea,
  grafana,
  homeAssistant,
  jakartaMail,
  keycloak,
  kubernetes,
  laravel,
  n8n,
  nodemailer,
  postfix,
  python,
  springProperties,
  springYaml,
  symfony,
  vaultwarden,
]
