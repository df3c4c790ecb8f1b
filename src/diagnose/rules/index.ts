// Generated from the files of this folder by `npm run gen`; do not edit.

import type { Rule } from '../../model.js'
import { accountLocked } from './account-locked.js'
import { addressSyntax } from './address-syntax.js'
import { appPasswordRequired } from './app-password-required.js'
import { authExchangeMalformed } from './auth-exchange-malformed.js'
import { authMechanismUnsupported } from './auth-mechanism-unsupported.js'
import { authNotOffered } from './auth-not-offered.js'
import { authRateLimited } from './auth-rate-limited.js'
import { authRequired } from './auth-required.js'
import { authTemporaryFailure } from './auth-temporary-failure.js'
import { basicAuthDisabled } from './basic-auth-disabled.js'
import { browserSignInRequired } from './browser-sign-in-required.js'
import { certExpired } from './cert-expired.js'
import { certHostnameMismatch } from './cert-hostname-mismatch.js'
import { certIntercepted } from './cert-intercepted.js'
import { certNotYetValid } from './cert-not-yet-valid.js'
import { certRevocationUnchecked } from './cert-revocation-unchecked.js'
import { certSelfSigned } from './cert-self-signed.js'
import { certUnsupportedForm } from './cert-unsupported-form.js'
import { certUntrusted } from './cert-untrusted.js'
import { clientIpBlocked } from './client-ip-blocked.js'
import { clientSupportMissing } from './client-support-missing.js'
import { closedBeforeGreeting } from './closed-before-greeting.js'
import { closedDuringAuth } from './closed-during-auth.js'
import { commandSequence } from './command-sequence.js'
import { configOptionInvalid } from './config-option-invalid.js'
import { configSecretMangled } from './config-secret-mangled.js'
import { configTlsVerificationOff } from './config-tls-verification-off.js'
import { connectPermissionDenied } from './connect-permission-denied.js'
import { connectRefused } from './connect-refused.js'
import { connectTimeout } from './connect-timeout.js'
import { connectUnreachable } from './connect-unreachable.js'
import { credentialsMissing } from './credentials-missing.js'
import { credentialsNotAscii } from './credentials-not-ascii.js'
import { credentialsRejected } from './credentials-rejected.js'
import { dnsUnavailable } from './dns-unavailable.js'
import { dnsblQueryRefused } from './dnsbl-query-refused.js'
import { greetingTimeout } from './greeting-timeout.js'
import { greylisted } from './greylisted.js'
import { heloRejected } from './helo-rejected.js'
import { hostNotConfigured } from './host-not-configured.js'
import { hostNotFound } from './host-not-found.js'
import { hostRetired } from './host-retired.js'
import { hostTypo } from './host-typo.js'
import { hostWrongProvider } from './host-wrong-provider.js'
import { hostWrongService } from './host-wrong-service.js'
import { ipv6Unreachable } from './ipv6-unreachable.js'
import { localHostnameUnresolvable } from './local-hostname-unresolvable.js'
import { mailLoop } from './mail-loop.js'
import { messageMalformed } from './message-malformed.js'
import { messageRejectedContent } from './message-rejected-content.js'
import { messageTooLarge } from './message-too-large.js'
import { oauthGrantInvalid } from './oauth-grant-invalid.js'
import { oauthTokenRejected } from './oauth-token-rejected.js'
import { passwordExpired } from './password-expired.js'
import { plaintextOnTlsPort } from './plaintext-on-tls-port.js'
import { port25Blocked } from './port-25-blocked.js'
import { recipientMailboxFull } from './recipient-mailbox-full.js'
import { recipientRestricted } from './recipient-restricted.js'
import { recipientUnknown } from './recipient-unknown.js'
import { relayDenied } from './relay-denied.js'
import { reverseDnsMissing } from './reverse-dns-missing.js'
import { securityPolicyBlocked } from './security-policy-blocked.js'
import { senderBlocked } from './sender-blocked.js'
import { senderNotAuthorized } from './sender-not-authorized.js'
import { senderNotVerified } from './sender-not-verified.js'
import { senderUnauthenticated } from './sender-unauthenticated.js'
import { senderUnknown } from './sender-unknown.js'
import { sendingLimitExceeded } from './sending-limit-exceeded.js'
import { serverPermanentFailure } from './server-permanent-failure.js'
import { serverTemporaryFailure } from './server-temporary-failure.js'
import { serviceUnavailable } from './service-unavailable.js'
import { smtpAccessDisabled } from './smtp-access-disabled.js'
import { smtpEgressBlocked } from './smtp-egress-blocked.js'
import { smtputf8Required } from './smtputf8-required.js'
import { starttlsFailed } from './starttls-failed.js'
import { starttlsInjection } from './starttls-injection.js'
import { starttlsNotOffered } from './starttls-not-offered.js'
import { starttlsRequired } from './starttls-required.js'
import { tenantSmtpAuthDisabled } from './tenant-smtp-auth-disabled.js'
import { tlsHandshakeFailed } from './tls-handshake-failed.js'
import { tlsOnPlaintextPort } from './tls-on-plaintext-port.js'
import { tlsVersionUnsupported } from './tls-version-unsupported.js'
import { tlsWeakKey } from './tls-weak-key.js'
import { tooManyRecipients } from './too-many-recipients.js'
import { trustStoreMissing } from './trust-store-missing.js'
import { twoStepVerificationRequired } from './two-step-verification-required.js'
import { unknown } from './unknown.js'
import { usernameFormat } from './username-format.js'

export const rules: readonly Rule[] = [
  accountLocked,
  addressSyntax,
  appPasswordRequired,
  authExchangeMalformed,
  authMechanismUnsupported,
  authNotOffered,
  authRateLimited,
  authRequired,
  authTemporaryFailure,
  basicAuthDisabled,
  browserSignInRequired,
  certExpired,
  certHostnameMismatch,
  certIntercepted,
  certNotYetValid,
  certRevocationUnchecked,
  certSelfSigned,
  certUnsupportedForm,
  certUntrusted,
  clientIpBlocked,
  clientSupportMissing,
  closedBeforeGreeting,
  closedDuringAuth,
  commandSequence,
  configOptionInvalid,
  configSecretMangled,
  configTlsVerificationOff,
  connectPermissionDenied,
  connectRefused,
  connectTimeout,
  connectUnreachable,
  credentialsMissing,
  credentialsNotAscii,
  credentialsRejected,
  dnsUnavailable,
  dnsblQueryRefused,
  greetingTimeout,
  greylisted,
  heloRejected,
  hostNotConfigured,
  hostNotFound,
  hostRetired,
  hostTypo,
  hostWrongProvider,
  hostWrongService,
  ipv6Unreachable,
  localHostnameUnresolvable,
  mailLoop,
  messageMalformed,
  messageRejectedContent,
  messageTooLarge,
  oauthGrantInvalid,
  oauthTokenRejected,
  passwordExpired,
  plaintextOnTlsPort,
  port25Blocked,
  recipientMailboxFull,
  recipientRestricted,
  recipientUnknown,
  relayDenied,
  reverseDnsMissing,
  securityPolicyBlocked,
  senderBlocked,
  senderNotAuthorized,
  senderNotVerified,
  senderUnauthenticated,
  senderUnknown,
  sendingLimitExceeded,
  serverPermanentFailure,
  serverTemporaryFailure,
  serviceUnavailable,
  smtpAccessDisabled,
  smtpEgressBlocked,
  smtputf8Required,
  starttlsFailed,
  starttlsInjection,
  starttlsNotOffered,
  starttlsRequired,
  tenantSmtpAuthDisabled,
  tlsHandshakeFailed,
  tlsOnPlaintextPort,
  tlsVersionUnsupported,
  tlsWeakKey,
  tooManyRecipients,
  trustStoreMissing,
  twoStepVerificationRequired,
  unknown,
  usernameFormat,
]
