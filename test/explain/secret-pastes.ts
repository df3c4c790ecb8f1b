// Secrets as they stand in dumps, files, commands, logs and sentences of all kinds, and lines that look like it and hold none.

const b64 = (t: string) => Buffer.from(t, 'utf8').toString('base64')
const wrap = (t: string, n: number) => t.replace(new RegExp(`.{${n}}`, 'g'), '$&\n')
/** The answer that stands below each setting. */
const E = '535 5.7.8 Error: authentication failed'
export interface PasteOptions {
  /** In place of the usual secrets. */
  readonly secrets?: readonly string[]
  /** A blank ends the value in this form. */
  readonly noBlank?: boolean
  readonly alnum?: boolean
  /** Further forms of the secret that may not be left. */
  readonly forms?: (secret: string) => readonly string[]
  /** What has to stay. */
  readonly keep?: readonly string[]
}

/** As it stands between single and double quotes in code. */
const q = (s: string) => s.replace(/\\/g, '\\\\').replace(/'/g, "\\'")
const dq = (s: string) => JSON.stringify(s).slice(1, -1)
export const pastes: readonly (readonly [name: string, paste: (secret: string) => string, options?: PasteOptions])[] = [
  // configuration forms
  ['env-export', (s) => `export SMTP_PASS='${s}'\n${E}`, { keep: ['535 5.7.8'] }],
  ['env-set-win', (s) => `set MAIL_PASSWORD=${s}\n${E}`],
  ['env-setx', (s) => `setx SMTP_PASSWORD "${s}"\n${E}`],
  ['powershell-env', (s) => `$env:SMTP_PASSWORD = "${s}"\n${E}`],
  ['powershell-securestring', (s) => `ConvertTo-SecureString "${s}" -AsPlainText -Force\n${E}`],
  [
    'powershell-cred',
    (s) =>
      `$cred = New-Object System.Management.Automation.PSCredential ("bob", (ConvertTo-SecureString '${q(s)}' -AsPlainText -Force))\n${E}`,
  ],
  ['env-email-host-password', (s) => `EMAIL_HOST_PASSWORD=${s}\n${E}`],
  ['env-no-equals-colon', (s) => `SMTP_PASSWORD: ${s}\n${E}`],
  ['yaml-quoted', (s) => `spring:\n  mail:\n    password: "${dq(s)}"\n${E}`],
  [
    'yaml-env-list',
    (s) => `      - SMTP_PASSWORD=${s}\n      - SMTP_HOST=mail.x.example\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['yaml-block', (s) => `password: |\n  ${s}\n${E}`],
  ['yaml-folded', (s) => `smtp_password: >-\n  ${s}\nhost: mail.x.example\n${E}`, { keep: ['mail.x.example'] }],
  ['toml', (s) => `[smtp]\npassword = "${dq(s)}"\n${E}`],
  ['toml-multi', (s) => `password = """\n${s}\n"""\n${E}`],
  ['ini-semicolon', (s) => `smtp_pass = ${s} ; the password\n${E}`, { noBlank: true }],
  ['properties', (s) => `mail.smtp.password=${s}\n${E}`],
  ['properties-blank', (s) => `spring.mail.password ${s}\n${E}`, { noBlank: true }],
  ['properties-space-sep', (s) => `mail.password   ${s}\n${E}`, { noBlank: true }],
  ['json-pretty', (s) => `{\n  "smtp": {\n    "user": "bob",\n    "pass": "${dq(s)}"\n  }\n}\n${E}`],
  ['json-escaped-string', (s) => `config: "{\\"smtp\\":{\\"pass\\":\\"${dq(s)}\\"}}"\n${E}`],
  ['json-double-escaped', (s) => `"{\\\\\\"password\\\\\\":\\\\\\"${dq(s)}\\\\\\"}"\n${E}`],
  ['json-array-pair', (s) => `["password","${dq(s)}"]\n${E}`],
  ['json-name-value', (s) => `{"name":"SMTP_PASSWORD","value":"${dq(s)}"}\n${E}`],
  [
    'k8s-name-value',
    (s) =>
      `        - name: SMTP_PASSWORD\n          value: "${dq(s)}"\n        - name: SMTP_HOST\n          value: mail.x.example\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'kubectl-describe',
    (s) => `    Environment:\n      SMTP_HOST:      mail.x.example\n      SMTP_PASSWORD:  ${s}\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['k8s-secret-b64', (s) => `data:\n  smtp-password: ${b64(s)}\n${E}`],
  [
    'docker-inspect',
    (s) =>
      `            "Env": [\n                "SMTP_PASSWORD=${dq(s)}",\n                "SMTP_HOST=mail.x.example"\n            ],\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'docker-run-e',
    (s) => `docker run -e SMTP_PASSWORD='${q(s)}' -e SMTP_HOST=mail.x.example app\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'php-array',
    (s) => `array(\n  'host' => 'mail.x.example',\n  'password' => '${q(s)}',\n)\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'php-print_r',
    (s) => `Array\n(\n    [username] => bob\n    [password] => ${s}\n    [host] => mail.x.example\n)\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'php-var_dump',
    (s) => `  ["password"]=>\n  string(13) "${s}"\n  ["host"]=>\n  string(14) "mail.x.example"\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['php-var_dump-obj', (s) => `  ["password":protected]=>\n  string(13) "${s}"\n${E}`],
  ['php-var_dump-private', (s) => `  private 'password' => string '${s}' (length=13)\n${E}`],
  ['php-var_export-obj', (s) => `   'Password' => '${q(s)}',\n   'Host' => 'mail.x.example',\n${E}`],
  ['php-print_r-obj', (s) => `    [Password:protected] => ${s}\n    [Port] => 587\n${E}`],
  [
    'php-serialize',
    (s) => `s:8:"password";s:${s.length}:"${s}";s:4:"host";s:14:"mail.x.example";\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['php-define', (s) => `define('SMTP_PASSWORD', '${q(s)}');\n${E}`],
  ['php-define-wp', (s) => `define( 'WPMS_SMTP_PASS', '${q(s)}' );\n${E}`],
  [
    'php-mail-Password',
    (s) => `$mail->Password = '${q(s)}';\n$mail->Host = 'mail.x.example';\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['php-ci', (s) => `$config['smtp_pass'] = '${q(s)}';\n${E}`],
  [
    'php-trace-arg',
    (s) =>
      `#2 /var/www/vendor/symfony/mailer/Transport/Smtp/Auth/LoginAuthenticator.php(30): authenticate('bob@x.example', '${q(s)}', Object(SmtpTransport))\n${E}`,
  ],
  ['php-trace-new', (s) => `#5 /app/mail.php(12): EsmtpTransport->setPassword('${q(s)}')\n${E}`],
  [
    'python-dict',
    (s) => `{'user': 'bob', 'password': '${q(s)}', 'host': 'mail.x.example'}\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'python-repr-obj',
    (s) => `Config(host='mail.x.example', user='bob', password='${q(s)}', port=587)\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['python-bytes', (s) => `password=b'${q(s)}'\n${E}`],
  ['python-call-positional', (s) => `    smtp.login("bob@x.example", "${dq(s)}")\n${E}`],
  [
    'python-locals',
    (s) => `Local vars: password = '${q(s)}'\n  host = 'mail.x.example'\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['python-rich-locals', (s) => `│ │ password = '${q(s)}' │ │\n${E}`],
  [
    'python-kw-call',
    (s) => `send_mail(host="mail.x.example", auth_user="bob", auth_password="${dq(s)}")\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['python-yagmail', (s) => `yagmail.SMTP('bob@gmail.com', '${q(s)}')\n${E}`],
  ['python-tuple', (s) => `credentials=('bob@x.example', '${q(s)}')\n${E}`],
  ['django-settings-diff', (s) => `EMAIL_HOST_PASSWORD = '${q(s)}'  ###\n${E}`],
  ['java-setPassword', (s) => `mailSender.setPassword("${dq(s)}");\n${E}`],
  [
    'java-props-put',
    (s) => `props.put("mail.smtp.password", "${dq(s)}");\nprops.put("mail.smtp.host", "mail.x.example");\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['java-setProperty', (s) => `props.setProperty("mail.password", "${dq(s)}");\n${E}`],
  [
    'java-transport-connect',
    (s) => `transport.connect("mail.x.example", "bob", "${dq(s)}");\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'java-transport-connect-port',
    (s) => `transport.connect("mail.x.example", 587, "bob", "${dq(s)}");\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['java-PasswordAuthentication', (s) => `return new PasswordAuthentication("bob", "${dq(s)}");\n${E}`],
  [
    'java-record',
    (s) => `MailConfig[host=mail.x.example, username=bob, password=${s}, port=587]\n${E}`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  [
    'java-lombok',
    (s) => `MailProperties(host=mail.x.example, password=${s}, port=587)\n${E}`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  [
    'java-map',
    (s) => `{mail.smtp.host=mail.x.example, mail.smtp.password=${s}}\n${E}`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  [
    'go-plusv',
    (s) => `&{Host:mail.x.example Port:587 Username:bob Password:${s} TLS:true}\n${E}`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  [
    'go-plusv-blank',
    (s) => `{Host:mail.x.example Username:bob Password:${s}}\n${E}`,
    { secrets: ['Zq9 kLm2 vBn4'], keep: ['mail.x.example'] },
  ],
  ['go-sharpv', (s) => `main.Config{Host:"mail.x.example", Password:"${dq(s)}"}\n${E}`, { keep: ['mail.x.example'] }],
  [
    'go-gomail',
    (s) => `d := gomail.NewDialer("mail.x.example", 587, "bob", "${dq(s)}")\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['go-gomail-old', (s) => `gomail.NewPlainDialer("mail.x.example", 587, "bob@x.example", "${dq(s)}")\n${E}`],
  ['go-mail-withpassword', (s) => `mail.WithUsername("bob"), mail.WithPassword("${dq(s)}")\n${E}`],
  [
    'go-plainauth',
    (s) => `auth := smtp.PlainAuth("", "bob@x.example", "${dq(s)}", "mail.x.example")\n${E}`,
    { secrets: ['Tr0ub4dor&3xy', 's3cr3tValue99'], keep: ['mail.x.example'] },
  ],
  [
    'rust-debug',
    (s) => `SmtpConfig { host: "mail.x.example", user: "bob", password: "${dq(s)}", port: 587 }\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'rust-debug-some',
    (s) => `SmtpConfig { password: Some("${dq(s)}"), host: "mail.x.example" }\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['rust-credentials', (s) => `Credentials::new("bob".to_string(), "${dq(s)}".to_string())\n${E}`],
  ['rust-credentials-own', (s) => `Credentials { authentication_identity: "bob", secret: "${dq(s)}" }\n${E}`],
  ['rust-credentials-from', (s) => `Credentials::from(("bob", "${dq(s)}"))\n${E}`],
  ['csharp-network', (s) => `client.Credentials = new NetworkCredential("bob", "${dq(s)}", "x.example");\n${E}`],
  ['csharp-authenticate', (s) => `client.Authenticate ("bob@x.example", "${dq(s)}");\n${E}`],
  ['csharp-async', (s) => `await client.AuthenticateAsync("bob@x.example", "${dq(s)}", cancellationToken);\n${E}`],
  [
    'csharp-record',
    (s) => `SmtpSettings { Host = mail.x.example, UserName = bob, Password = ${s}, Port = 587 }\n${E}`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  [
    'csharp-appsettings',
    (s) => `"SmtpSettings": { "Server": "mail.x.example", "Password": "${dq(s)}" }\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'csharp-webconfig',
    (s) => `<network host="mail.x.example" port="587" userName="bob" password="${s.replace(/&/g, '&amp;')}" />\n${E}`,
    { keep: ['mail.x.example'], secrets: ['hunter2Secret', 'pa55:w0rd@Xq', 'Zq9 kLm2 vBn4'] },
  ],
  [
    'csharp-add-key',
    (s) => `<add key="SmtpPassword" value="${s}" />\n<add key="SmtpHost" value="mail.x.example" />\n${E}`,
    { keep: ['mail.x.example'], secrets: ['hunter2Secret', 'pa55:w0rd@Xq', 'Zq9 kLm2 vBn4'] },
  ],
  [
    'xml-property-name',
    (s) => `<property name="password" value="${s}"/>\n<property name="host" value="mail.x.example"/>\n${E}`,
    { keep: ['mail.x.example'], secrets: ['hunter2Secret', 'pa55:w0rd@Xq', 'Zq9 kLm2 vBn4'] },
  ],
  [
    'xml-prop-key',
    (s) => `<prop key="mail.smtp.password">${s}</prop>\n${E}`,
    { secrets: ['hunter2Secret', 'pa55:w0rd@Xq', 'Zq9 kLm2 vBn4'] },
  ],
  ['xml-entry-key', (s) => `<entry key="password">${s}</entry>\n${E}`, { secrets: ['hunter2Secret', 'pa55:w0rd@Xq'] }],
  [
    'plist',
    (s) => `<key>SMTPPassword</key>\n<string>${s}</string>\n<key>SMTPHost</key>\n<string>mail.x.example</string>\n${E}`,
    { keep: ['mail.x.example'], secrets: ['hunter2Secret', 'pa55:w0rd@Xq'] },
  ],
  [
    'ruby-hash',
    (s) => `{:address=>"mail.x.example", :user_name=>"bob", :password=>"${dq(s)}", :port=>587}\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'ruby-hash34',
    (s) => `{address: "mail.x.example", user_name: "bob", password: "${dq(s)}"}\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'ruby-inspect',
    (s) => `#<Mail::SMTP:0x0000 @settings={:password=>"${dq(s)}", :address=>"mail.x.example"}>\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['ruby-ivar', (s) => `#<Mailer @host="mail.x.example", @password="${dq(s)}">\n${E}`, { keep: ['mail.x.example'] }],
  [
    'ruby-smtp-start',
    (s) => `Net::SMTP.start('mail.x.example', 587, 'shop.example', 'bob', '${q(s)}', :plain)\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'elixir',
    (s) => `[relay: "mail.x.example", username: "bob", password: "${dq(s)}", port: 587]\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['elixir-map', (s) => `%{"password" => "${dq(s)}", "relay" => "mail.x.example"}\n${E}`, { keep: ['mail.x.example'] }],
  [
    'elixir-keyword-tuple',
    (s) => `[{:password, "${dq(s)}"}, {:relay, "mail.x.example"}]\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'erlang-proplist',
    (s) => `[{relay,"mail.x.example"},{username,"bob"},{password,"${dq(s)}"}]\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'erlang-binary',
    (s) => `#{password => <<"${dq(s)}">>,relay => <<"mail.x.example">>}\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'perl-dumper',
    (s) => `$VAR1 = {\n          'sasl_password' => '${q(s)}',\n          'host' => 'mail.x.example'\n        };\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['perl-auth', (s) => `$smtp->auth('bob', '${q(s)}') or die;\n${E}`],
  [
    'lua-table',
    (s) => `smtp.send{ server = "mail.x.example", user = "bob", password = "${dq(s)}" }\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'node-inspect-nested',
    (s) => `  auth: { user: 'bob', pass: '${q(s)}' },\n  host: 'mail.x.example',\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'node-inspect-credentials',
    (s) => `  _auth: { credentials: { user: 'bob', pass: '${q(s)}', options: undefined } }\n${E}`,
  ],
  [
    'node-sendmail-url',
    (s) => `nodemailer.createTransport('smtps://bob%40x.example:${encodeURIComponent(s)}@mail.x.example')\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'swift-struct',
    (s) => `SMTP(hostname: "mail.x.example", email: "bob", password: "${dq(s)}")\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'kotlin-data',
    (s) => `SmtpConfig(host=mail.x.example, user=bob, password=${s})\n${E}`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  ['terraform', (s) => `  + smtp_password = "${dq(s)}"\n${E}`],
  ['ansible', (s) => `    smtp_password: "${dq(s)}"\nfatal: [mail]: FAILED! => ${E}`],
  [
    'ansible-invocation',
    (s) => `"invocation": {"module_args": {"host": "mail.x.example", "password": "${dq(s)}"}}\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'git-config',
    (s) => `sendemail.smtpserver=mail.x.example\nsendemail.smtppass=${s}\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'gitconfig-file',
    (s) => `[sendemail]\n\tsmtpPass = ${s}\n\tsmtpServer = mail.x.example\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['msmtprc', (s) => `account x\nhost mail.x.example\nuser bob\npassword ${s}\n${E}`, { keep: ['mail.x.example'] }],
  ['msmtprc-quoted', (s) => `host mail.x.example\npassword "${s}"\n${E}`, { keep: ['mail.x.example'] }],
  [
    'msmtp-debug',
    (_s) => `loaded user configuration file\nhost = mail.x.example\npassword = *\n${E}`,
    { secrets: ['hunter2Secret'], keep: ['mail.x.example'] },
  ],
  ['ssmtp', (s) => `AuthUser=bob\nAuthPass=${s}\nmailhub=mail.x.example:587\n${E}`, { keep: ['mail.x.example'] }],
  ['netrc', (s) => `machine mail.x.example login bob password ${s}\n${E}`, { noBlank: true, keep: ['mail.x.example'] }],
  [
    'netrc-lines',
    (s) => `machine mail.x.example\nlogin bob\npassword ${s}\n${E}`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  [
    'postfix-sasl_passwd',
    (s) => `[mail.x.example]:587 bob@x.example:${s}\n${E}`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  ['postfix-sasl_passwd2', (s) => `mail.x.example    bob:${s}\n${E}`, { noBlank: true, keep: ['mail.x.example'] }],
  [
    'postmap-q',
    (s) => `$ postmap -q "[mail.x.example]:587" /etc/postfix/sasl_passwd\nbob@x.example:${s}\n${E}`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  ['exim-passwd.client', (s) => `mail.x.example:bob@x.example:${s}\n${E}`, { noBlank: true, keep: ['mail.x.example'] }],
  [
    'sendmail-authinfo',
    (s) => `AuthInfo:mail.x.example "U:bob" "I:bob@x.example" "P:${s}" "M:PLAIN"\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'mutt',
    (s) => `set smtp_pass="${dq(s)}"\nset smtp_url="smtp://bob@mail.x.example:587/"\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['mailrc', (s) => `set smtp-auth-password=${s}\nset smtp=smtp://mail.x.example\n${E}`, { keep: ['mail.x.example'] }],
  [
    'neomutt-url',
    (s) => `smtp_url = smtp://bob:${encodeURIComponent(s)}@mail.x.example:587\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['opensmtpd-secrets', (s) => `label bob:${s}\n${E}`, { noBlank: true }],
  ['offlineimap', (s) => `remotepass = ${s}\n${E}`],
  ['thunderbird-prefs', (s) => `user_pref("mail.smtpserver.smtp1.password", "${dq(s)}");\n${E}`],
  ['grafana-ini', (s) => `GF_SMTP_PASSWORD=${s}\nGF_SMTP_HOST=mail.x.example:587\n${E}`, { keep: ['mail.x.example'] }],
  [
    'gitlab-rb',
    (s) => `gitlab_rails['smtp_password'] = "${dq(s)}"\ngitlab_rails['smtp_address'] = "mail.x.example"\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'alertmanager',
    (s) => `smtp_auth_password: '${q(s)}'\nsmtp_smarthost: 'mail.x.example:587'\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['vaultwarden', (s) => `SMTP_PASSWORD=${s}\nSMTP_AUTH_MECHANISM="Login"\n${E}`],
  ['nextcloud-occ', (s) => `occ config:system:set mail_smtppassword --value="${dq(s)}"\n${E}`],
  [
    'nextcloud-config',
    (s) => `  'mail_smtppassword' => '${q(s)}',\n  'mail_smtphost' => 'mail.x.example',\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['wp-cli', (s) => `wp option patch update wp_mail_smtp smtp pass '${q(s)}'\n${E}`],
  [
    'wp-option-json',
    (s) => `{"mail":{"mailer":"smtp"},"smtp":{"host":"mail.x.example","user":"bob","pass":"${dq(s)}"}}\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'keycloak-json',
    (s) => `"smtpServer":{"password":"${dq(s)}","host":"mail.x.example"}\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'jenkins-xml',
    (s) => `<smtpAuthPasswordSecret>${s}</smtpAuthPasswordSecret>\n${E}`,
    { secrets: ['hunter2Secret', 'pa55:w0rd@Xq'] },
  ],
  ['sql-insert', (s) => `INSERT INTO settings (name, value) VALUES ('smtp_password', '${q(s)}')\n${E}`],
  [
    'sql-table',
    (s) => `| smtp_host     | mail.x.example |\n| smtp_password | ${s} |\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'markdown-table',
    (s) => `| Setting | Value |\n| --- | --- |\n| Password | \`${s}\` |\n| Host | mail.x.example |\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'csv-setting',
    (s) => `smtp_password,${s}\nsmtp_host,mail.x.example\n${E}`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  // commands
  [
    'curl-u-quoted',
    (s) =>
      `curl --url 'smtps://mail.x.example:465' -u 'bob@x.example:${s}' --mail-from a@x.example\ncurl: (67) Login denied`,
    { keep: ['mail.x.example'] },
  ],
  [
    'curl-u-glued',
    (s) => `curl smtps://mail.x.example -ubob:${s}\ncurl: (67) Login denied`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  [
    'curl-user-eq',
    (s) => `curl smtps://mail.x.example --user="bob:${s}"\ncurl: (67) Login denied`,
    { keep: ['mail.x.example'] },
  ],
  [
    'curl-v',
    (s) =>
      `> AUTH PLAIN\n< 334 \n> ${b64(`\0bob\0${s}`)}\n< 535 5.7.8 Authentication credentials invalid\n* Closing connection`,
    { keep: ['535 5.7.8'] },
  ],
  [
    'curl-v-login',
    (s) =>
      `> AUTH LOGIN\n< 334 VXNlcm5hbWU6\n> ${b64('bob@x.example')}\n< 334 UGFzc3dvcmQ6\n> ${b64(s)}\n< 535 5.7.8 Authentication credentials invalid`,
    { keep: ['535 5.7.8'] },
  ],
  [
    'curl-trace-ascii',
    (s) =>
      `=> Send SSL data, 5 bytes (0x5)\n=> Send header, 42 bytes (0x2a)\n0000: AUTH PLAIN ${b64(`\0bob\0${s}`)}\n<= Recv header\n0000: 535 5.7.8 no`,
  ],
  [
    'swaks-ap',
    (s) => `swaks -t a@x.example -s mail.x.example -au bob -ap '${s}'\n<** 535 5.7.8 no`,
    { keep: ['mail.x.example'] },
  ],
  [
    'swaks-auth-password-eq',
    (s) => `swaks --server mail.x.example --auth-user=bob --auth-password="${s}"\n<** 535 5.7.8 no`,
    { keep: ['mail.x.example'] },
  ],
  [
    'swaks-glued-a',
    (s) =>
      `swaks --auth-password ${s}\n ~> AUTH LOGIN\n<~  334 VXNlcm5hbWU6\n ~> Ym9i\n<~  334 UGFzc3dvcmQ6\n ~> ${b64(s)}\n<~* 535 5.7.8 Error: authentication failed`,
    { noBlank: true },
  ],
  [
    'sendemail-xp',
    (s) => `sendEmail -f a@x.example -s mail.x.example:587 -xu bob -xp '${s}'\n535 no`,
    { keep: ['mail.x.example'] },
  ],
  [
    'msmtp-passwordeval',
    (s) => `msmtp --host=mail.x.example --user=bob --passwordeval='echo ${s}'\n${E}`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  [
    'mailx-S',
    (s) => `mailx -S smtp=mail.x.example -S smtp-auth-user=bob -S smtp-auth-password='${s}' a@x.example\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'git-send-email-opt',
    (s) => `git send-email --smtp-server=mail.x.example --smtp-pass='${s}'\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['sshpass', (s) => `sshpass -p '${s}' ssh host\n${E}`],
  ['mysql-p', (s) => `blat -server mail.x.example -u bob -pw ${s}\n${E}`, { noBlank: true, keep: ['mail.x.example'] }],
  [
    'powershell-send',
    (s) => `Send-MailMessage -SmtpServer mail.x.example -Credential (Get-Cred) -Password '${s}'\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'telnet-plain',
    (s) => `220 mail.x.example ESMTP\nEHLO me\n250 AUTH PLAIN LOGIN\nAUTH PLAIN ${b64(`\0bob\0${s}`)}\n535 5.7.8 no`,
    { keep: ['mail.x.example'] },
  ],
  ['auth-plain-two-lines', (s) => `AUTH PLAIN\n334\n${b64(`\0bob\0${s}`)}\n535 5.7.8 no`],
  [
    'auth-plain-wrapped',
    (s) => `AUTH PLAIN ${wrap(b64(`\0bob@x.example\0${s}`), 16)}\n535 5.7.8 no`,
    {
      forms: (s) =>
        wrap(b64(`\0bob@x.example\0${s}`), 16)
          .split('\n')
          .slice(1)
          .filter((x) => x.length > 6),
    },
  ],
  [
    'auth-plain-wrapped-indented',
    (s) => `C: AUTH PLAIN ${wrap(b64(`\0bob@x.example\0${s}`), 20).replace(/\n/g, '\n   ')}\nS: 535 5.7.8 no`,
    {
      forms: (s) =>
        wrap(b64(`\0bob@x.example\0${s}`), 20)
          .split('\n')
          .slice(1)
          .filter((x) => x.length > 6),
    },
  ],
  [
    'auth-plain-backslash',
    (s) => `AUTH PLAIN ${wrap(b64(`\0bob@x.example\0${s}`), 20).replace(/\n/g, '\\\n')}\n535 5.7.8 no`,
    {
      forms: (s) =>
        wrap(b64(`\0bob@x.example\0${s}`), 20)
          .split('\n')
          .slice(1)
          .filter((x) => x.length > 6),
    },
  ],
  ['auth-plain-quoted-repr', (s) => `send: 'AUTH PLAIN ${b64(`\0bob\0${s}`)}\\r\\n'\nreply: b'535 5.7.8 no\\r\\n'`],
  [
    'auth-plain-urlencoded',
    (s) => `AUTH%20PLAIN%20${encodeURIComponent(b64(`\0bob\0${s}`))}\n${E}`,
    { forms: (s) => [encodeURIComponent(b64(`\0bob\0${s}`))] },
  ],
  ['auth-login-plaintext', (s) => `AUTH LOGIN\n334 Username:\nbob@x.example\n334 Password:\n${s}\n535 5.7.8 no`],
  ['auth-login-noprompts', (s) => `AUTH LOGIN\n${b64('bob@x.example')}\n${b64(s)}\n535 5.7.8 no`],
  ['auth-login-inline-2', (s) => `AUTH LOGIN ${b64('bob@x.example')} ${b64(s)}\n535 5.7.8 no`],
  [
    'auth-cram',
    (_s) =>
      `AUTH CRAM-MD5\n334 ${b64('<1896.697170952@mail.x.example>')}\n${b64('bob b913a602c7eda7a495b4e6e7334d3890')}\n535 5.7.8 no`,
    {
      secrets: ['hunter2Secret'],
      forms: () => ['b913a602c7eda7a495b4e6e7334d3890', b64('bob b913a602c7eda7a495b4e6e7334d3890')],
    },
  ],
  [
    'auth-cram-plain',
    (_s) => `sending CRAM response: bob b913a602c7eda7a495b4e6e7334d3890\n535 5.7.8 no`,
    { secrets: ['hunter2Secret'], forms: () => ['b913a602c7eda7a495b4e6e7334d3890'] },
  ],
  [
    'auth-ntlm',
    (_s) =>
      `AUTH NTLM\n334\nTlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAGAbEdAAAADw==\n334 TlRMTVNTUAACAAAADAAMADgAAAAFgomi\nTlRMTVNTUAADAAAAGAAYAIIAAAAYABgAmgAAABAAEABIAAAA\n535 5.7.3 no`,
    { secrets: ['hunter2Secret'], forms: () => ['TlRMTVNTUAADAAAAGAAYAIIAAAAYABgAmgAAABAAEABIAAAA'] },
  ],
  [
    'auth-scram',
    (_s) =>
      `AUTH SCRAM-SHA-256 biwsbj1ib2Iscj1yT3ByTkdmd0ViZVJXZ2JORWtxTw==\n334 cj1yT3ByTkdmd0ViZVJXZ2JORWtxTw==\nYz1iaXdzLHI9clBST09GcD1kSHpiWmFwV0lrNGpVaE4rVXRlOXl0YWc5empmTUhnc3FtbWl6N0FuZFZRPQ==\n535 5.7.8 no`,
    {
      secrets: ['hunter2Secret'],
      forms: () => ['Yz1iaXdzLHI9clBST09GcD1kSHpiWmFwV0lrNGpVaE4rVXRlOXl0YWc5empmTUhnc3FtbWl6N0FuZFZRPQ=='],
    },
  ],
  [
    'auth-xoauth2-wrapped',
    (s) =>
      `AUTH XOAUTH2 ${wrap(b64(`user=bob@x.example\u0001auth=Bearer ya29.a0AfB_${s.replace(/\W/g, '')}abcdefgh\u0001\u0001`), 40)}\n535 5.7.8 Username and Password not accepted`,
    {
      forms: (s) =>
        wrap(b64(`user=bob@x.example\u0001auth=Bearer ya29.a0AfB_${s.replace(/\W/g, '')}abcdefgh\u0001\u0001`), 40)
          .split('\n')
          .filter((x) => x.length > 8),
    },
  ],
  [
    'auth-oauthbearer-two-lines',
    (s) =>
      `AUTH OAUTHBEARER\n334\n${b64(`n,a=bob@x.example,\u0001host=mail.x.example\u0001auth=Bearer tok${s.replace(/\W/g, '')}\u0001\u0001`)}\n535 5.7.8 no`,
    {
      forms: (s) => [
        b64(`n,a=bob@x.example,\u0001host=mail.x.example\u0001auth=Bearer tok${s.replace(/\W/g, '')}\u0001\u0001`),
      ],
    },
  ],
  ['exim-d-auth', (s) => `SMTP>> AUTH PLAIN ${b64(`\0bob\0${s}`)}\nSMTP<< 535 Incorrect authentication data`],
  ['exim-passwd-debug', (s) => `plain authenticator client_send = ^bob@x.example^${s}\n${E}`, { noBlank: true }],
  [
    'postfix-debug-sasl',
    (s) => `smtp_sasl_passwd_lookup: host \`mail.x.example' user \`bob' pass \`${s}'\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['dovecot-auth-debug', (s) => `auth: Debug: client passdb out: OK 1 user=bob pass=${s}\n${E}`, { noBlank: true }],
  ['dovecot-password-mismatch', (s) => `auth: Debug: sql(bob,192.0.2.1): PLAIN(${s}) != '{SHA256}abcdef'\n${E}`],
  ['dovecot-given', (s) => `auth: passwd-file(bob,192.0.2.1): Password mismatch (given password: ${s})\n${E}`],
  ['dovecot-resp', (s) => `auth: Debug: client in: AUTH\t1\tPLAIN\tservice=smtp\tresp=${b64(`\0bob\0${s}`)}\n${E}`],
  [
    'saslauthd',
    (s) =>
      `saslauthd[12]: do_auth : auth failure: [user=bob] [service=smtp] [realm=] [mech=pam] [reason=PAM auth error] [password=${s}]\n${E}`,
  ],
  [
    'postfix-verbose',
    (s) =>
      `postfix/smtp[1]: > mail.x.example[192.0.2.1]:587: AUTH PLAIN ${b64(`\0bob\0${s}`)}\npostfix/smtp[1]: < mail.x.example[192.0.2.1]:587: 535 5.7.8 Error: authentication failed`,
    { keep: ['mail.x.example'] },
  ],
  ['sentence-login', (s) => `login: bob / ${s} 535 5.7.8 authentication failed`, { noBlank: true }],
  ['sentence-user-pass', (s) => `user=bob pass=${s} -> 535 5.7.8 authentication failed`, { noBlank: true }],
  ['sentence-colon-pair', (s) => `tried bob@x.example:${s} and got 535 5.7.8 authentication failed`, { noBlank: true }],
  [
    'sentence-with-password',
    (s) => `I log in with user bob and password ${s} and get 535 5.7.8 authentication failed`,
    { noBlank: true, secrets: ['Tr0ub4dor&3xy', 'hunter2Secret'] },
  ],
  ['sentence-pw', (s) => `user: bob, pw: ${s}\n${E}`],
  [
    'sentence-app-password',
    (_s) => `My app password: abcd efgh ijkl mnop\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['abcd efgh ijkl mnop', 'efgh ijkl'] },
  ],
  [
    'sentence-app-password-is',
    (_s) => `the app password is "abcd efgh ijkl mnop" and ${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['abcd efgh ijkl mnop', 'efgh ijkl'] },
  ],
  [
    'env-app-password-spaces',
    (_s) => `SMTP_PASSWORD=abcd efgh ijkl mnop\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['efgh ijkl'] },
  ],
  [
    'yaml-app-password-spaces',
    (_s) => `password: abcd efgh ijkl mnop\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['efgh ijkl'] },
  ],
  [
    'python-app-password-var',
    (_s) => `gmail_app_password = "abcdefghijklmnop"\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['abcdefghijklmnop'] },
  ],
  ['german-kennwort', (s) => `Benutzer: bob\nKennwort: ${s}\n${E}`],
  ['german-passwort', (s) => `Passwort: ${s}\n${E}`],
  ['french-mdp', (s) => `Mot de passe : ${s}\n${E}`],
  ['spanish', (s) => `Contraseña: ${s}\n${E}`],
  ['spanish-clave', (s) => `usuario=bob clave=${s}\n${E}`, { noBlank: true }],
  ['portuguese-senha', (s) => `senha: ${s}\n${E}`],
  ['polish-haslo', (s) => `hasło: ${s}\n${E}`],
  ['russian', (s) => `Пароль: ${s}\n${E}`],
  ['chinese-fullwidth', (s) => `密码：${s}\n${E}`],
  ['chinese-authcode', (s) => `授权码: ${s}\n${E}`],
  ['italian', (s) => `password di posta: ${s}\n${E}`, { noBlank: true }],
  ['dutch', (s) => `wachtwoord: ${s}\n${E}`],
  ['turkish', (s) => `şifre: ${s}\n${E}`],
  ['japanese', (s) => `パスワード：${s}\n${E}`],
  ['korean', (s) => `비밀번호: ${s}\n${E}`],
  [
    'url-odd-chars',
    (s) => `MAIL_URL=smtp://bob:${s}@mail.x.example:587\n${E}`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  ['url-userless', (s) => `smtp://:${encodeURIComponent(s)}@mail.x.example:587\n${E}`, { keep: ['mail.x.example'] }],
  [
    'url-slash-in-pass',
    (s) => `smtp://bob:ab/c#d?e${s}@mail.x.example:587 failed\n${E}`,
    { alnum: true, keep: ['mail.x.example'] },
  ],
  [
    'url-json',
    (s) => `{"url":"smtp://bob:${encodeURIComponent(s)}@mail.x.example"}\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'url-query',
    (s) => `smtp://mail.x.example:587?username=bob&password=${encodeURIComponent(s)}\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['mailgun-dsn', (s) => `mailgun+api://${s}:x.example@default\n${E}`, { alnum: true }],
  [
    'sendgrid-dsn',
    (_s) => `sendgrid+smtp://SG.abcdefghijkl.mnopqrstuvwxyz012345@default\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['SG.abcdefghijkl.mnopqrstuvwxyz012345'] },
  ],
  [
    'postmark-dsn',
    (_s) => `postmark+smtp://9f8e7d6c-1234-4abc-9def-0123456789ab@default\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['9f8e7d6c-1234-4abc-9def-0123456789ab'] },
  ],
  [
    'ses-dsn',
    (_s) => `ses+smtp://AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLEKEY@default\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['wJalrXUtnFEMI'] },
  ],
  [
    'sendgrid-key',
    (_s) => `Authorization: Bearer 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\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['TwL2iGABf9DHoTf', 'ngeVfQFYQlKU0ufo8x5d1A'] },
  ],
  [
    'mailgun-key-new',
    (_s) => `api key 3f1a2b4c5d6e7f8a9b0c1d2e3f4a5b6c-12ab34cd-56ef78ab refused: 401\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['3f1a2b4c5d6e7f8a9b0c1d2e3f4a5b6c-12ab34cd-56ef78ab'] },
  ],
  [
    'mailgun-key-old',
    (_s) => `key-3ax6xnjp29jd6fds4gc373sgvjxteol0 refused\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['key-3ax6xnjp29jd6fds4gc373sgvjxteol0'] },
  ],
  [
    'postmark-header',
    (_s) => `X-Postmark-Server-Token: 9f8e7d6c-1234-4abc-9def-0123456789ab\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['9f8e7d6c-1234-4abc-9def-0123456789ab'] },
  ],
  [
    'brevo-key',
    (_s) => `api-key: xkeysib-0123456789abcdef0123456789abcdef-AbCdEfGhIjKl\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['xkeysib-0123456789abcdef'] },
  ],
  [
    'brevo-smtp',
    (_s) => `xsmtpsib-a1b2c3d4e5f6a7b8c9d0-XyZ123 refused\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['xsmtpsib-a1b2c3d4e5f6a7b8c9d0'] },
  ],
  [
    'resend-key',
    (_s) => `re_AbCdEfGh_1234567890abcdefGHIJ refused\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['re_AbCdEfGh_1234567890abcdefGHIJ'] },
  ],
  [
    'aws-secret',
    (_s) => `AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYab\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYab'] },
  ],
  [
    'aws-cred-ini',
    (_s) => `aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['wJalrXUtnFEMI'] },
  ],
  [
    'mandrill-key',
    (_s) => `md-AbCdEfGhIjKlMnOpQrStUv refused\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['md-AbCdEfGhIjKlMnOpQrStUv'] },
  ],
  [
    'mailjet',
    (_s) => `MJ_APIKEY_PRIVATE=0123456789abcdef0123456789abcdef\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['0123456789abcdef0123456789abcdef'] },
  ],
  [
    'sparkpost',
    (_s) => `SPARKPOST_API_KEY=0123456789abcdef0123456789abcdef01234567\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['0123456789abcdef0123456789abcdef01234567'] },
  ],
  [
    'mailersend',
    (_s) => `mlsn.0123456789abcdef0123456789abcdef0123456789abcdef refused\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['mlsn.0123456789abcdef'] },
  ],
  [
    'mailtrap-token',
    (_s) => `Api-Token: 0123456789abcdef0123456789abcdef\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['0123456789abcdef0123456789abcdef'] },
  ],
  ['basic-header', (s) => `Authorization: Basic ${b64(`api:${s}`)}\n${E}`, { forms: (s) => [b64(`api:${s}`)] }],
  [
    'jwt-bare',
    (_s) =>
      `token eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U expired\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['dozjgNryP4J3jVmNHl0w5N'] },
  ],
  [
    'jwt-wrapped',
    (_s) =>
      `Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9\n.eyJzdWIiOiIxMjM0NTY3ODkwIn0\n.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['dozjgNryP4J3jVmNHl0w5N'] },
  ],
  [
    'refresh-google',
    (_s) => `refresh_token=1//0gabcdefghijklmnopqrstuvwxyz-ABCDEF\n"invalid_grant"`,
    { secrets: ['hunter2Secret'], forms: () => ['0gabcdefghijklmnopqrstuvwxyz'] },
  ],
  [
    'refresh-ms',
    (_s) => `"refresh_token":"0.AXoAabcdefghijklmnopqrstuvwxyz.AgABAAEAAAD"\n"error":"invalid_grant"`,
    { secrets: ['hunter2Secret'], forms: () => ['0.AXoAabcdefghijklmnopqrstuvwxyz'] },
  ],
  [
    'client-secret-azure',
    (_s) => `client_secret=abc8Q~defghijklmnopqrstuvwxyz0123456789\nAADSTS7000215: Invalid client secret provided.`,
    { secrets: ['hunter2Secret'], forms: () => ['abc8Q~defghijklmnop'] },
  ],
  [
    'form-body',
    (s) => `grant_type=password&username=bob&password=${encodeURIComponent(s)}&scope=smtp\n"error":"invalid_grant"`,
  ],
  [
    'form-body-clientid',
    (s) =>
      `POST /token body: client_id=abc&client_secret=${encodeURIComponent(s)}&grant_type=client_credentials\n"error":"invalid_client"`,
  ],
  [
    'code-param',
    (_s) => `code=4/0AbUR2VMeHxU_abcdefghijklmnop&redirect_uri=x\n"error":"invalid_grant"`,
    { secrets: ['hunter2Secret'], forms: () => ['4/0AbUR2VMeHxU_abcdefghijklmnop'] },
  ],
  [
    'private-key',
    (_s) =>
      `-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\nMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu\n-----END PRIVATE KEY-----\n${E}`,
    {
      secrets: ['hunter2Secret'],
      forms: () => ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj', 'MzEfYyjiWA4R4'],
    },
  ],
  [
    'private-key-json',
    (_s) =>
      `"private_key": "-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\\nMzEfYyjiWA4R4abc\\n-----END PRIVATE KEY-----\\n",\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', 'MzEfYyjiWA4R4abc'] },
  ],
  [
    'openssl-s_client',
    (s) =>
      `250-AUTH PLAIN LOGIN\n250 HELP\nAUTH PLAIN ${b64(`\0bob\0${s}`)}\n535 5.7.8 Error: authentication failed\nQUIT\nDONE`,
    { keep: ['535 5.7.8'] },
  ],
  [
    'openssl-psk',
    (_s) =>
      `    Master-Key: 9D3A1B2C4D5E6F708192A3B4C5D6E7F80123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['9D3A1B2C4D5E6F708192A3B4'] },
  ],
  ['echo-base64', (s) => `$ echo -n '${s}' | base64\n${b64(s)}\n${E}`],
  [
    'printf-plain',
    (s) => `$ printf '\\0bob\\0${s}' | base64\n${b64(`\0bob\0${s}`)}\nAUTH PLAIN ...\n${E}`,
    { noBlank: true, secrets: ['hunter2Secret', 's3cr3tValue99'] },
  ],
  ['perl-mime', (s) => `perl -MMIME::Base64 -e 'print encode_base64("\\000bob\\000${s}")'\n${E}`, { alnum: true }],
  [
    'echoed-by-server',
    (s) => `C: AUTH PLAIN ${b64(`\0bob\0${s}`)}\nS: 535 5.7.8 Error: authentication failed for bob with ${s}`,
    { noBlank: true },
  ],
  [
    'echoed-b64-by-server',
    (s) => `C: AUTH PLAIN ${b64(`\0bob\0${s}`)}\nS: 501 5.5.2 Cannot decode ${b64(`\0bob\0${s}`)}`,
  ],
  [
    'echoed-wrapped',
    (s) => `SMTP_PASSWORD=${s}\n535-5.7.8 wrong password ${s.slice(0, 6)}\n535 5.7.8 ${s.slice(6)}`,
    { secrets: ['hunter2Secret'] },
  ],
  ['utf16-nul', (s) => `S\0M\0T\0P\0_\0P\0A\0S\0S\0=\0${[...s].join('\0')}\n${E}`],
  [
    'quoted-printable',
    (s) => `Content-Transfer-Encoding: quoted-printable\n\nSMTP_PASSWORD=3D${s}\n${E}`,
    { noBlank: true },
  ],
  ['ansi-colours', (s) => `\u001b[36mpassword\u001b[0m: \u001b[33m${s}\u001b[0m\n${E}`],
  ['html-entity', (s) => `password: &quot;${s}&quot;\n${E}`, { secrets: ['hunter2Secret'] }],
  ['html-dl', (s) => `<dt>Password</dt><dd>${s}</dd>\n${E}`, { secrets: ['hunter2Secret', 'pa55:w0rd@Xq'] }],
  ['html-td', (s) => `<tr><td>password</td><td>${s}</td></tr>\n${E}`, { secrets: ['hunter2Secret', 'pa55:w0rd@Xq'] }],
  [
    'html-input',
    (s) => `<input type="password" name="smtp_pass" value="${s}">\n${E}`,
    { secrets: ['hunter2Secret', 'pa55:w0rd@Xq'] },
  ],
  [
    'logfmt',
    (s) =>
      `level=error msg="auth failed" host=mail.x.example user=bob password="${s}" err="535 5.7.8 authentication failed"`,
    { keep: ['mail.x.example'] },
  ],
  [
    'logfmt-bare',
    (s) => `level=error host=mail.x.example user=bob password=${s} err="535 5.7.8 authentication failed"`,
    { noBlank: true, keep: ['mail.x.example', '535 5.7.8'] },
  ],
  [
    'structlog',
    (s) => `2026-11-20 10:00:00 [error    ] send failed   host=mail.x.example password=${s} reply='535 5.7.8 no'`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  [
    'json-log-line',
    (s) => `{"level":"error","smtp":{"auth":{"user":"bob","pass":"${dq(s)}"}},"err":"535 5.7.8 authentication failed"}`,
    { keep: ['535 5.7.8'] },
  ],
  [
    'sentry-extra',
    (s) => `extra: {'EMAIL_HOST_PASSWORD': '${q(s)}', 'EMAIL_HOST': 'mail.x.example'}\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'smtp-uri-error',
    (s) => `Error: Invalid URL: smtp://bob:${s}@mail.x.example:587`,
    { noBlank: true, secrets: ['hunter2Secret', 'pa55:w0rd@Xq'], keep: ['mail.x.example'] },
  ],
  [
    'go-url-parse',
    (s) => `parse "smtp://bob:${s}@mail.x.example:587": net/url: invalid userinfo`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  [
    'mailkit-log',
    (s) =>
      `Connected to smtp://mail.x.example:587/\nS: 220 mail.x.example ESMTP\nC: AUTH PLAIN ${b64(`\0bob\0${s}`)}\nS: 535 5.7.8 no`,
    { keep: ['mail.x.example'] },
  ],
  [
    'javamail-debug-auth',
    (s) =>
      `DEBUG SMTP: AUTH LOGIN command trace\nAUTH LOGIN\n334 VXNlcm5hbWU6\n${b64('bob@x.example')}\n334 UGFzc3dvcmQ6\n${b64(s)}\n535 5.7.8 no`,
  ],
  ['lettre-trace', (s) => `TRACE lettre: Wrote: AUTH PLAIN ${b64(`\0bob\0${s}`)}\nDEBUG lettre: << 535 5.7.8 no`],
  [
    'phpmailer-debug4',
    (s) =>
      `CLIENT -> SERVER: AUTH PLAIN\nSERVER -> CLIENT: 334\nCLIENT -> SERVER: ${b64(`\0bob\0${s}`)}\nSERVER -> CLIENT: 535 5.7.8 no`,
  ],
  ['wireshark', (s) => `SMTP 96 C: User: ${b64('bob')}\nSMTP 96 C: Pass: ${b64(s)}\nSMTP 96 S: 535 5.7.8 no`],
  ['wireshark-decoded', (s) => `Command: AUTH LOGIN\nUsername: bob\nPassword: ${s}\nResponse: 535 5.7.8 no`],
  ['mail.rc-eq', (s) => `smtp_auth_pass ${s}\n${E}`, { noBlank: true }],
  [
    'supervisor-env',
    (s) => `environment=SMTP_USER="bob",SMTP_PASS="${s}",SMTP_HOST="mail.x.example"\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['systemd-env', (s) => `Environment="SMTP_PASS=${s}" "SMTP_HOST=mail.x.example"\n${E}`, { keep: ['mail.x.example'] }],
  [
    'ps-aux',
    (s) => `root 12 node app.js --smtp-password=${s} --smtp-host=mail.x.example\n${E}`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  [
    'docker-compose-config',
    (s) => `      SMTP_PASSWORD: ${s}\n      SMTP_HOST: mail.x.example\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'heroku-config',
    (s) => `SMTP_PASSWORD:        ${s}\nSMTP_SERVER:          mail.x.example\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  ['aws-cli-param', (s) => `--parameters ParameterKey=SmtpPassword,ParameterValue=${s}\n${E}`, { noBlank: true }],
  [
    'helm-set',
    (s) => `helm upgrade x --set smtp.password='${s}' --set smtp.host=mail.x.example\n${E}`,
    { keep: ['mail.x.example'] },
  ],
  [
    'credential-comment',
    (s) => `# password is ${s}\nhost=mail.x.example\n${E}`,
    { noBlank: true, keep: ['mail.x.example'] },
  ],
  ['list-colon', (s) => `* Server: mail.x.example\n* User: bob\n* Pass: ${s}\n${E}`, { keep: ['mail.x.example'] }],
  ['bold-markdown', (s) => `**Password:** ${s}\n**Host:** mail.x.example\n${E}`, { keep: ['mail.x.example'] }],
  ['backtick', (s) => `password: \`${s}\`\nhost: \`mail.x.example\`\n${E}`, { keep: ['mail.x.example'] }],
  [
    'pass-phrase-words',
    (_s) => `SMTP_PASSWORD=correct horse battery staple\n${E}`,
    { secrets: ['hunter2Secret'], forms: () => ['horse battery staple'] },
  ],
  ['quote-inside', (s) => `SMTP_PASSWORD="ab\\"${s}"\n${E}`, { alnum: true }],
  ['paren-in-value', (s) => `SMTP_PASSWORD=a(b)${s}\n${E}`, { alnum: true }],
  ['comma-in-value', (s) => `SMTP_PASSWORD=ab,${s}\n${E}`, { alnum: true }],
  ['semicolon-in-value', (s) => `SMTP_PASSWORD=ab;${s}\n${E}`, { alnum: true }],
  ['amp-in-value', (s) => `SMTP_PASSWORD=ab&${s}\n${E}`, { alnum: true }],
  ['bracket-in-value', (s) => `SMTP_PASSWORD=ab]${s}\n${E}`, { alnum: true }],
  ['quote-mid-value', (s) => `SMTP_PASSWORD=ab"${s}\n${E}`, { alnum: true }],
  ['single-in-double', (s) => `pass: "it's${s}"\n${E}`, { alnum: true }],
  ['double-in-single', (s) => `pass: 'say"${s}'\n${E}`, { alnum: true }],
  ['hash-in-value', (s) => `SMTP_PASSWORD=ab#${s}\n${E}`, { alnum: true }],
  ['escaped-quote-single', (s) => `'password' => 'it\\'s${s}',\n${E}`, { alnum: true }],
  // harmless: must not be destroyed
  [
    'harmless-mismatch',
    (_s) => `auth: passwd-file(bob,192.0.2.1): Password mismatch`,
    { secrets: ['x'], keep: ['Password mismatch'] },
  ],
  [
    'harmless-username-password',
    (_s) =>
      `535 5.7.8 Username and Password not accepted. For more information, go to https://support.google.com/mail/?p=BadCredentials`,
    { secrets: ['x'], keep: ['Username and Password not accepted', 'BadCredentials'] },
  ],
  [
    'harmless-password-colon',
    (_s) => `SMTP Error: password: wrong. 535 5.7.8 authentication failed`,
    { secrets: ['x'], keep: ['535 5.7.8 authentication failed'] },
  ],
  [
    'harmless-token-expired',
    (_s) => `token: expired, AADSTS700082: The refresh token has expired due to inactivity.`,
    { secrets: ['x'], keep: ['AADSTS700082', 'expired'] },
  ],
  [
    'harmless-session-id',
    (_s) => `550 5.7.1 rejected [session=0123456789abcdef0123456789abcdef] blocked using zen.spamhaus.org`,
    { secrets: ['x'], keep: ['zen.spamhaus.org', 'blocked'] },
  ],
  [
    'harmless-message-id',
    (_s) => `554 5.7.1 <20261120.ABCdef0123456789==@mail.x.example>: rejected as spam`,
    { secrets: ['x'], keep: ['rejected as spam'] },
  ],
  [
    'harmless-cert-fingerprint',
    (_s) =>
      `certificate verify failed: self-signed certificate; SHA256 fingerprint AB:CD:EF:01:23:45 serial 0123456789ABCDEF0123456789ABCDEF`,
    { secrets: ['x'], keep: ['self-signed certificate'] },
  ],
  [
    'harmless-password-auth-off',
    (_s) => `530 5.7.0 password authentication is disabled for this domain; use OAuth`,
    { secrets: ['x'], keep: ['password authentication is disabled'] },
  ],
  [
    'harmless-pass-verb',
    (_s) => `SPF: pass with IP 192.0.2.1; DKIM: pass with domain x.example; DMARC=fail 550 5.7.26 unauthenticated`,
    { secrets: ['x'], keep: ['with IP 192.0.2.1', 'x.example', '550 5.7.26'] },
  ],
  [
    'harmless-authres',
    (_s) =>
      `Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=a@x.example; dkim=pass header.i=@x.example; 550 5.7.26 DMARC`,
    { secrets: ['x'], keep: ['smtp.mailfrom=a@x.example', 'header.i=@x.example', '550 5.7.26'] },
  ],
  [
    'harmless-ioc-ipv6',
    (_s) => `connect to [2001:db8::1]:25: bob@x.example: Connection refused`,
    { secrets: ['x'], keep: ['2001:db8::1', 'Connection refused'] },
  ],
  [
    'harmless-mailbox-colon',
    (_s) => `<bob@x.example>: 550 5.1.1 User unknown; bob@x.example:quota`,
    { secrets: ['x'], keep: ['550 5.1.1 User unknown'] },
  ],
  [
    'harmless-user-host',
    (_s) => `tried bob@x.example:587 and got Connection refused`,
    { secrets: ['x'], keep: ['587', 'Connection refused'] },
  ],
  [
    'harmless-orig-to',
    (_s) =>
      `to=<bob@x.example>, relay=mail.x.example[192.0.2.1]:587, dsn=5.7.8, status=bounced (SASL authentication failed; server mail.x.example[192.0.2.1] said: 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6)`,
    { secrets: ['x'], keep: ['535 5.7.8', 'mail.x.example'] },
  ],
  [
    'harmless-code-reading-env',
    (_s) =>
      `auth: { user: process.env.MAIL_USER, pass: process.env.MAIL_PASS },\nError: Missing credentials for "PLAIN"`,
    { secrets: ['x'], keep: ['process.env.MAIL_PASS'] },
  ],
  [
    'harmless-passport',
    (_s) => `passport: bob\npassive mode: on\ncompass: north\n535 5.7.8 authentication failed`,
    { secrets: ['x'], keep: ['bob', 'north'] },
  ],
  [
    'harmless-pwd',
    (_s) => `PWD=/home/app/project\n535 5.7.8 authentication failed`,
    { secrets: ['x'], keep: ['/home/app/project'] },
  ],
  [
    'harmless-password-change',
    (_s) => `535 5.7.8 password expired: change it at https://mail.x.example/password?token=reset`,
    { secrets: ['x'], keep: ['password expired'] },
  ],
  [
    'harmless-key-exchange',
    (_s) => `SSL routines:tls_process_ske_dhe:dh key too small; key: 1024 bits`,
    { secrets: ['x'], keep: ['dh key too small', '1024'] },
  ],
  [
    'harmless-oauth-secret-expired',
    (_s) => `AADSTS7000222: The provided client secret keys for app 'abc' are expired. secret: expired`,
    { secrets: ['x'], keep: ['AADSTS7000222', 'are expired'] },
  ],
]
