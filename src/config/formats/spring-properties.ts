// Spring Boot: application.properties.

import { keyValueFormat } from '../key-value-format.js'
import { springTable } from '../spring-format.js'
import { propertiesSyntax } from '../syntax/properties.js'

export const springProperties = keyValueFormat({
  ...springTable,
  id: 'spring-properties',
  title: 'Spring Boot (application.properties)',
  fileName: 'application.properties',
  fileNames: /^application(?:-[\w-]+)?\.properties$/,
  proof: 'read back by java.util.Properties; JavaMail logs in with these properties',
  syntax: propertiesSyntax,
})
