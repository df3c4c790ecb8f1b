// Spring Boot: application.yml.

import { keyValueFormat } from '../key-value-format.js'
import { springTable } from '../spring-format.js'
import { yamlSyntax } from '../syntax/yaml.js'

export const springYaml = keyValueFormat({
  ...springTable,
  id: 'spring-yaml',
  title: 'Spring Boot (application.yml)',
  fileName: 'application.yml',
  fileNames: /^application(?:-[\w-]+)?\.ya?ml$/,
  proof: "read back by SnakeYAML, Spring's parser",
  syntax: yamlSyntax,
})
