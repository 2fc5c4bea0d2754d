// What the real command line makes of documents: `f package`, and `f deploy --skipDeploy` for aliyun, with the real
// plugins, all in one process. Reads requests from stdin, one JSON object a line:
//   {"text": f.yml, "env": {NAME: value}}
// and answers each with one line:
//   {"thrown": message, "syntax": message of the first entry file that is no JavaScript,
//    "outputs": {path: what is written there or handed on, as JSON},
//    "functions": `functions` after folding, an aggregation's members by name,
//    "lost": [{"function", "event"}]: events that no function has after folding,
//    "spec": f.yml as the toolchain reads it}
// Runs in an empty project; its argument is the folder with the toolchain's `node_modules`.
'use strict'

const fs = require('fs')
const path = require('path')
const vm = require('vm')

const modules = process.argv[2]
const load = name => require(require.resolve(name, { paths: [modules] }))
const { CommandCore } = load('@midwayjs/command-core')
const { FaaSPlugin } = load('@midwayjs/cli-plugin-faas')
const { loadSpec } = load('@midwayjs/serverless-spec-builder')
const yaml = require(require.resolve('js-yaml', {
  paths: [path.dirname(require.resolve('@midwayjs/serverless-spec-builder', { paths: [modules] }))]
}))

const project = process.cwd()
const build = path.join(project, '.serverless')
Object.assign(process.env, {
  HOME: project,
  // what the plugin asks for before it deploys
  SERVERLESS_DEPLOY_ID: '1',
  SERVERLESS_DEPLOY_AK: 'nobody',
  SERVERLESS_DEPLOY_SECRET: 'nothing',
  // layers are "installed" by the command `true`: nothing is fetched
  NPM_CLIENT: 'true',
  // the inputs of fc-deploy are shown in the verbose log only
  MIDWAY_FAAS_VERBOSE: '1'
})
const say = process.stdout.write.bind(process.stdout)
// the tools' own words, spinners among them
process.stdout.write = () => true
console.log = console.error = () => {}
class Exit extends Error {}
process.exit = code => { throw new Exit(`exit code ${code}`) }

fs.mkdirSync('src', { recursive: true })
fs.mkdirSync('node_modules', { recursive: true })
fs.writeFileSync('src/shop.js', '')
fs.writeFileSync('package.json', '{}')

const isMap = value => value !== null && typeof value === 'object' && !Array.isArray(value)
const eventsOf = body => body && Array.isArray(body.events) ? body.events : []
const kindOf = event => event ? Object.keys(event)[0] : undefined

// A file as JSON can hold it: an infinite number would be null there, as if nothing were written.
const held = file => file && JSON.parse(JSON.stringify(file, (key, value) =>
  value === Infinity || value === -Infinity ? { number: String(value) } : value))

// Functions, their names and the very objects that their events are.
const snapshot = functions => Object.entries(functions || {}).flatMap(([name, body]) =>
  eventsOf(body).map((event, index) => ({ name, event, index })))

function lost (before, functions) {
  const bodies = Object.values(functions || {})
  const kept = new Set(bodies.flatMap(eventsOf))
  const folded = bodies.flatMap(body => (body && body._handlers) || [])
  const isFolded = ({ name, event }) => kindOf(event) === 'http' &&
    folded.some(member => member.functionName === name && member.eventType === 'http' && member.path === event.http.path)
  return before
    .filter(entry => !kept.has(entry.event) && !isFolded(entry))
    .map(({ name, index }) => ({ function: name, event: index }))
}

// As data; a list that was written into is an object.
// A date that was not written into is its text.
function plain (value) {
  const isWrittenInto = Array.isArray(value) && Object.keys(value).length !== value.length
  if (value instanceof Date && Object.keys(value).length === 0) return value.toJSON()
  return isWrittenInto ? { ...value } : value
}

function folded (functions) {
  functions = plain(functions)
  if (!isMap(functions)) return functions
  return Object.fromEntries(Object.entries(functions).map(([name, body]) => {
    body = plain(body)
    if (!isMap(body)) return [name, body]
    const { _isAggregation, _allAggred, handlerFileName, ...rest } = body
    if (rest._handlers) rest._handlers = rest._handlers.map(member => member.functionName)
    return [name, rest]
  }))
}

// What the tools write into the objects that all others stem from, at a name such as `__proto__`, would reach the next
// document.
const roots = [Object, Function, Array, String, Number, Boolean, Date].flatMap(type => [type, type.prototype])
const known = roots.map(root => Object.getOwnPropertyDescriptors(root))
function clean () {
  roots.forEach((root, index) => {
    for (const key of Reflect.ownKeys(root)) {
      if (!Object.prototype.hasOwnProperty.call(known[index], key)) delete root[key]
    }
    Object.defineProperties(root, known[index])
  })
}

function read (file, parse) {
  const at = path.join(build, file)
  return fs.existsSync(at) ? parse(fs.readFileSync(at, 'utf8')) : undefined
}

async function answer (request) {
  fs.rmSync(build, { recursive: true, force: true })
  for (const file of fs.readdirSync(project)) {
    if (!['src', 'node_modules', 'package.json'].includes(file)) fs.rmSync(file, { recursive: true, force: true })
  }
  fs.writeFileSync('f.yml', request.text)
  const before = { ...process.env }
  Object.assign(process.env, request.env)
  const answer = { outputs: {} }
  const inputs = []
  const log = {
    ...console,
    log: (...words) => {
      if (words.includes('serverless devs deploy input')) {
        const input = JSON.parse(words[words.indexOf('serverless devs deploy input') + 2])
        delete input.path
        input.props.function.codeUri = path.relative(project, input.props.function.codeUri)
        inputs.push(input)
      }
    },
    error: error => { throw error }
  }
  try {
    answer.spec = held(loadSpec(project))
  } catch (error) {
    // thrown again below
  }
  const isAliyun = Boolean(answer.spec && answer.spec.provider && answer.spec.provider.name === 'aliyun')
  const command = isAliyun ? 'deploy' : 'package'
  try {
    const options = { skipInstallDep: true, skipDeploy: true }
    const core = new CommandCore({ cwd: project, commands: [command], options, log })
    core.addPlugin(FaaSPlugin)
    await core.ready()
    const service = core.coreInstance.service
    const events = snapshot(service.functions)
    try {
      await core.invoke()
    } catch (error) {
      // the addresses are shown when everything is deployed
      if (!error.stack.includes('displayDomain')) throw error
    }
    answer.functions = folded(service.functions)
    answer.lost = lost(events, service.functions)
    if (isAliyun) answer.outputs.component = inputs
  } catch (error) {
    answer.thrown = `${error.name}: ${error.message}`
  }
  process.chdir(project)
  answer.outputs.template = read('template.yml', yaml.load)
  answer.outputs.tencent = read('serverless.yml', yaml.load)
  answer.outputs.vercel = read('vercel.json', JSON.parse)
  for (const folder of [build, path.join(build, 'api')]) {
    if (!fs.existsSync(folder)) continue
    for (const file of fs.readdirSync(folder).filter(file => file.endsWith('.js'))) {
      try {
        new vm.Script(fs.readFileSync(path.join(folder, file), 'utf8'))
      } catch (error) {
        answer.syntax = error.message
      }
    }
  }
  clean()
  for (const name of Object.keys(request.env)) {
    if (name in before) process.env[name] = before[name]
    else delete process.env[name]
  }
  return answer
}

let input = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', chunk => { input += chunk })
process.stdin.on('end', async () => {
  const requests = input.split('\n').filter(line => line !== '')
  for (const request of requests) say(JSON.stringify(await answer(JSON.parse(request))) + '\n')
})
