// The library: what `import … from 'smtp-doctor'` gives.

export type { Diagnosis, DiagnosisId, Finding, Fix, Layer, Observation, Report } from './model.js'
