/** Model names and pipeline strings (facts 1.9, 3.7): what they become, and that two readings of them agree. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { modelOf, openRouterId } from '../../../../src-main/engine/config/models.js'
import { expectedModel, saysTemperature } from '../../../../src-main/engine/verify/settings-models.js'

it.each([
  ['OpenAI:gpt-4:0.7', 'openai/gpt-4', '0.7', true],
  ['Anthropic:claude-3-opus:0.5', 'anthropic/claude-3-opus', '0.5', true],
  ['Google:gemini-1.5-pro:0.3', 'google/gemini-pro-1.5', '0.3', true],
  ['Gemini:gemini-1.5-flash:0.7', 'google/gemini-flash', '0.7', true],
  ['Grok:grok-3-beta:0.5', 'x-ai/grok-3-beta', '0.5', true],
  ['OpenAI:gpt-4', 'openai/gpt-4', null, true],
  ['Meta:llama-3:free:1', 'meta-llama/llama-3:free', '1', false],
  ['OpenAI:gpt-4o:free:.2', 'openai/gpt-4o:free', '.2', true],
  ['Mistral:own/model:nitro', 'own/model:nitro', null, true],
  ['Somebody:gpt-4:0.7', 'Somebody:gpt-4:0.7', null, false],
  ['OpenAI:', 'OpenAI:', null, false],
  ['OpenAI:0.7', 'openai/0.7', null, false],
  ['gpt-4:free', 'openai/gpt-4:free', null, true],
  ['GPT-4', 'openai/gpt-4', null, true],
  ['gpt-4-turbo-2024-04-09', 'openai/gpt-4-turbo', null, true],
  ['claude-2', 'claude-2', null, false],
  ['gemini-ultra', 'gemini-ultra', null, false],
  ['anthropic/claude-3-opus-20240229', 'anthropic/claude-3-opus-20240229', null, true],
])('%s means %s', (written, id, temperature, known) => {
  expect(modelOf(written)).toMatchObject({ id, temperature, known })
  expect(expectedModel(written)).toBe(id)
  expect(saysTemperature(written)).toBe(temperature !== null)
})

it('a record says by which rule a name changed, and none where it did not', () => {
  expect(modelOf('gpt-4').rule).toBe('OpenRouter id of a short model name')
  expect(modelOf('OpenAI:gpt-4:0.7').rule).toBe('OpenRouter id of a pipeline string')
  expect(modelOf('openai/gpt-4').rule).toBeNull()
  expect(modelOf('my-own').rule).toBeNull()
})

const piece = fc.constantFrom('OpenAI', 'gemini', 'Grok', 'X', 'gpt-4', 'GPT-4o', 'claude-3', 'a/b', 'free', '0.7', '1', '', ':', 'x\ny', '__proto__') // prettier-ignore

it('whatever is written, the copy and the verification understand the same', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
      const written = pieces.join(':')
      expect(openRouterId(written)).toBe(expectedModel(written))
      expect(modelOf(written).temperature !== null).toBe(saysTemperature(written))
    }),
    { numRuns: 2000 },
  )
})
