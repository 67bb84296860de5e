import { type Draft, type Row, row, score } from './rows.js'
import { lineUps } from './vocabulary.js'

const stageNames = ['generator', 'refiner', 'validator', 'curator'] as const

/** The outputs of the four stages, how sure each was, and how the text grew from one to the next. */
export function stageRows(draft: Draft): Row[] {
  const { id, answer, random, created_at, write } = draft
  const outputs = { generator: write(0.13), refiner: write(0.14), validator: write(0.13), curator: answer }
  const lineUp = random.pick(lineUps)
  const rows = stageNames.flatMap((stage_name, position) => {
    const output = outputs[stage_name]
    const [provider, model] = lineUp[position] ?? ['OpenAI', 'gpt-4']
    return [
      row('stage_outputs', {
        id: `${id}_${stage_name}`,
        conversation_id: id,
        stage_name,
        stage_number: position + 1,
        provider,
        model,
        full_output: output.text,
        character_count: output.text.length,
        word_count: output.words,
        temperature: random.chance(0.9) ? 0.7 : null,
        processing_time_ms: random.chance(0.9) ? 800 + random.below(6000) : null,
        tokens_used: random.chance(0.9) ? Math.ceil(output.text.length / 4) : null,
        created_at,
      }),
      row('stage_confidence', {
        stage_output_id: `${id}_${stage_name}`,
        confidence_score: score(random),
        reasoning: random.chance(0.5) ? `Agrees with the ${stageNames[(position + 3) % 4] ?? 'curator'}.` : null,
        sources_used: JSON.stringify(draft.earlier.slice(-2)),
        content_quality_score: score(random),
        technical_depth_score: score(random),
        created_at,
      }),
    ]
  })
  const evolution = row('stage_evolution', {
    id: `ev_${id}`,
    conversation_id: id,
    generator_length: outputs.generator.text.length,
    refiner_length: outputs.refiner.text.length,
    validator_length: outputs.validator.text.length,
    curator_length: answer.text.length,
    total_evolution_percentage: (100 * answer.text.length) / outputs.generator.text.length - 100,
    quality_score: score(random),
    created_at,
  })
  return [...rows, evolution]
}
