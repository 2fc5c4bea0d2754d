// What the real spec builders make of documents. Reads requests from stdin, one JSON object a line:
//   {"text": f.yml, "env": {NAME: value}}
// and answers each with one line:
//   {"builds": [{"builder", "path", "json" | "thrown"}],   every builder's output as JSON.stringify writes it
//    "dropped": {path: [{"function", "event", "key"}]},    triggers (key null: items) that alone give no trigger
//    "crowded": {path: [function]},                        functions that end with fewer triggers than they have alone
//    "entry": {"thrown" | "syntax"},                       what goes wrong with the generated entry files
//    "spec": f.yml as the toolchain reads it}
// The packages are looked for in the current folder. Nothing is written to disk: the builders read a file that only
// they see, and the entry files are caught.
'use strict'

const fs = require('fs')
const path = require('path')
const vm = require('vm')

const FILE = '/f.yml'
const BUILDERS = ['builder-1.2', 'builder-1.3', 'builder-2']
const REFERENCE = 'builder-1.3'
let text = ''
let written = null

const { existsSync, readFileSync } = fs
fs.existsSync = file => file === FILE || (written === null && existsSync(file))
fs.readFileSync = (file, ...rest) => file === FILE ? text : readFileSync(file, ...rest)
fs.writeFileSync = (file, content) => { if (written) written.push(content) }
const say = process.stdout.write.bind(process.stdout)
console.log = () => {}

const load = (builder, part = '') => require(path.resolve('node_modules', builder) + part)
const builders = Object.fromEntries(BUILDERS.map(builder => [builder, {
  component: load(builder, '/fc').generateComponentSpec,
  template: load(builder, '/fc').generateFunctionsSpec,
  tencent: load(builder, '/scf').generateFunctionsSpec
}]))
const PATHS = Object.keys(builders[REFERENCE])
const core = load(REFERENCE)

// The names of a function's triggers in an output, with their types.
const triggers = {
  component: output => output[0].props.triggers.map(trigger => trigger.type + ' ' + String(trigger.name)),
  template: output => Object.values(output.Resources).flatMap(service =>
    Object.values(service).flatMap(part => part && part.Type === 'Aliyun::Serverless::Function'
      ? Object.keys(part.Events || {})
      : [])),
  tencent: output => Object.values(output.functions || {}).flatMap(part =>
    (part.events || []).flatMap(event => Object.entries(event).map(([type, { name }]) => type + ' ' + name)))
}

function attempt (work) {
  try {
    return { value: work() }
  } catch (error) {
    return { thrown: `${error.name}: ${error.message}` }
  }
}

const copy = value => structuredClone(value)
const isMap = value => value !== null && typeof value === 'object' && !Array.isArray(value)

// A file as JSON can hold it: an infinite number would be null there, as if nothing were written.
const held = file => file && JSON.parse(JSON.stringify(file, (key, value) =>
  value === Infinity || value === -Infinity ? { number: String(value) } : value))

function alone (spec, name, body, events, build) {
  // a name that aliyun's template gives to the service itself would hide the function
  const functions = Object.defineProperty({}, 'f', { value: { ...body, name: undefined, events }, enumerable: true })
  return attempt(() => build(copy({ ...spec, functions, service: { name: 's' } })))
}

function look (spec, at, build, answer) {
  if (!isMap(spec) || !isMap(spec.functions)) return
  for (const [name, body] of Object.entries(spec.functions)) {
    if (!isMap(body) || !Array.isArray(body.events)) continue
    let single = 0
    body.events.forEach((event, index) => {
      if (!isMap(event) || Object.keys(event).length === 0) {
        answer.dropped[at].push({ function: name, event: index, key: null })
        return
      }
      for (const [key, value] of Object.entries(event)) {
        const { value: output } = alone(spec, name, body, [{ [key]: value }], build)
        const count = output === undefined ? 1 : triggers[at](output).length
        if (count === 0) answer.dropped[at].push({ function: name, event: index, key })
        single += count
      }
    })
    const { value: output } = alone(spec, name, body, body.events, build)
    if (output !== undefined && new Set(triggers[at](output)).size < single) answer.crowded[at].push(name)
  }
}

function entries (spec) {
  written = []
  try {
    core.writeWrapper({
      service: spec, baseDir: '/', distDir: '/', starter: '@midwayjs/serverless-fc-starter'
    })
    for (const content of written) new vm.Script(content)
    return {}
  } catch (error) {
    return error instanceof SyntaxError ? { syntax: error.message } : { thrown: `${error.name}: ${error.message}` }
  } finally {
    written = null
  }
}

function answer (request) {
  text = request.text
  const before = { ...process.env }
  Object.assign(process.env, request.env)
  const answer = { builds: [], dropped: {}, crowded: {}, entry: {} }
  for (const builder of BUILDERS) {
    for (const at of PATHS) {
      const { value, thrown } = attempt(() => JSON.stringify(builders[builder][at](FILE)))
      answer.builds.push({ builder, path: at, json: value === undefined ? null : value, thrown })
    }
  }
  const { value: spec } = attempt(() => core.transform(FILE))
  for (const at of PATHS) {
    answer.dropped[at] = []
    answer.crowded[at] = []
    look(spec, at, builders[REFERENCE][at], answer)
  }
  if (isMap(spec)) answer.entry = entries(copy(spec))
  answer.spec = held(spec)
  for (const name of Object.keys(request.env)) {
    if (name in before) process.env[name] = before[name]
    else delete process.env[name]
  }
  return answer
}

let input = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', chunk => { input += chunk })
process.stdin.on('end', () => {
  const requests = input.split('\n').filter(line => line !== '')
  for (const request of requests) say(JSON.stringify(answer(JSON.parse(request))) + '\n')
})
