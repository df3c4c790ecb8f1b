// Mail clients of the command line, each run for real with the configuration that was written for it.

import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { proveFormat } from '../config/prove-format.js'

const MESSAGE = 'From: me+x@example.com\nTo: you@example.com\nSubject: Test\n\nIt works.\n'

proveFormat('msmtp', {
  token: true,
  caFile: true,
  send: ({ run, file }) => run('msmtp', [`--file=${file}`, 'you@example.com'], { input: MESSAGE }),
})

proveFormat('curl', {
  token: true,
  caFile: true,
  send: ({ run, file, folder }) => {
    writeFileSync(join(folder, 'message.txt'), MESSAGE)
    return run('curl', ['-sS', '--config', file])
  },
})

proveFormat('swaks', {
  caFile: true,
  secrets: ['signs', 'templates', 'letters'],
  send: ({ run, file }) => run('swaks', ['--config', file]),
})

proveFormat('git-send-email', {
  caFile: true,
  send: async ({ run, folder, settings }) => {
    // The credential helper is the user's own; this one gives the secret of the test.
    writeFileSync(join(folder, 'secret'), `${settings.secret}\n`)
    writeFileSync(
      join(folder, 'helper'),
      '#!/bin/sh\n[ "$1" = get ] && printf "password=" && cat "$HOME/secret"\nexit 0\n',
    )
    chmodSync(join(folder, 'helper'), 0o755)
    await run('git', ['config', '--global', 'credential.helper', join(folder, 'helper')])
    await run('git', ['config', '--global', 'user.email', 'me+x@example.com'])
    await run('git', ['config', '--global', 'user.name', 'Me'])
    await run('git', ['init', '-q', 'repository'])
    await run('git', ['-C', 'repository', 'commit', '-q', '--allow-empty', '-m', 'first'])
    writeFileSync(join(folder, 'repository', 'x'), 'x\n')
    await run('git', ['-C', 'repository', 'add', 'x'])
    await run('git', ['-C', 'repository', 'commit', '-q', '-m', 'second'])
    return run('git', [
      '-C',
      'repository',
      'send-email',
      '--to=you@example.com',
      '--confirm=never',
      '--suppress-cc=all',
      '-1',
    ])
  },
})

proveFormat('s-nail', {
  caFile: true,
  send: ({ run, file, folder }) =>
    run('s-nail', ['-s', 'Test', 'you@example.com'], { input: 'It works.\n', env: { MAILRC: join(folder, file) } }),
})

proveFormat('mutt', {
  token: true,
  caFile: true,
  send: ({ run, file }) =>
    run('mutt', ['-n', '-F', file, '-s', 'Test', '--', 'you@example.com'], { input: 'It works.\n' }),
})

proveFormat('apprise', {
  secrets: ['signs', 'templates', 'blanks'],
  send: ({ run, file }) => run('apprise', ['-v', `--config=${file}`, '--title=Test', '--body=It works.']),
})
