// Reads documents from stdin, one JSON string a line, and answers what js-yaml makes of each:
//   {"value": …} or {"error": {"reason", "line", "foreign"}}
// The first argument names the package: js-yaml4 or js-yaml3. JSON cannot say everything JavaScript can, so:
//   number {"n": its 64 bits, hexadecimal}   Date {"d": milliseconds}   bytes {"b": hexadecimal}
//   list {"a": […]}   map {"o": [[key, value], …]}   a list or map met before {"r": which one, in order of meeting}
//   anything else (undefined, functions, text with lone surrogates) {"x": what it is}
'use strict'

const yaml = require(process.argv[2])

function number (value) {
  if (Number.isNaN(value)) return { n: 'nan' }
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return { n: bytes.toString('hex') }
}

function encode (value, met) {
  switch (typeof value) {
    case 'boolean': return value
    case 'number': return number(value)
    case 'string': return value.isWellFormed() ? value : { x: 'lone surrogate' }
    case 'object': break
    default: return { x: typeof value }
  }
  if (value === null) return null
  if (value instanceof Date) return { d: value.getTime() }
  if (value instanceof Uint8Array) return { b: Buffer.from(value).toString('hex') }
  if (value instanceof RegExp) return { x: 'regexp' }
  if (met.has(value)) return { r: met.get(value) }
  met.set(value, met.size)
  if (Array.isArray(value)) return { a: value.map(item => encode(item, met)) }
  return { o: Object.keys(value).map(key => [key.toWellFormed(), encode(value[key], met)]) }
}

function answer (text) {
  let value
  try {
    value = yaml.load(text)
  } catch (error) {
    const foreign = error.name !== 'YAMLException'
    const line = error.mark ? error.mark.line : null
    return { error: { reason: foreign ? error.message : error.reason, line, foreign } }
  }
  return { value: value === undefined ? null : encode(value, new Map()) }
}

let input = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', chunk => { input += chunk })
process.stdin.on('end', () => {
  const answers = input.split('\n').filter(line => line !== '').map(line => JSON.stringify(answer(JSON.parse(line))))
  process.stdout.write(answers.join('\n') + '\n')
})
