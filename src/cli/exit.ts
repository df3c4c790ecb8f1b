// The exit codes of contract.md.

export const EXIT = { works: 0, problem: 1, usage: 2, defect: 70, interrupted: 130 } as const
