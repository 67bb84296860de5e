/**
 * The columns by which a table in an old Hive's file is the new Hive's own (facts 2.4, 2.5), table by table; `|` between
 * those of two programs. One that lacks any is another's of the same name, and must be carried whole (facts T29).
 */
const signs = `
conversations user_id title total_cost created_at
messages conversation_id role content
stage_outputs conversation_id stage_name model
stage_evolution conversation_id generator_length curator_length
stage_confidence stage_output_id confidence_score
consensus_metrics conversation_id final_confidence
conversation_usage user_id conversation_id
performance_metrics conversation_id total_duration total_cost | operation_type operation_duration_ms
cost_analytics conversation_id total_cost model_costs
consensus_iterations consensus_id model_id stage_name
knowledge_conversations conversation_id question final_answer
knowledge_base conversation_id topics keywords curator_content
conversation_topics conversation_id topic weight
conversation_keywords conversation_id keyword frequency
conversation_context conversation_id referenced_conversation_id
conversation_threads child_conversation_id parent_conversation_id
curator_truths conversation_id confidence_score curator_output
consensus_facts semantic_fingerprint content source_question consensus_stages created_at last_accessed access_count
  related_facts topics entities metadata
memory_context_logs request_id
conversation_continuity current_conversation_id previous_conversation_id continuity_score
openrouter_providers name website
openrouter_models openrouter_id pricing_input last_seen_at
consensus_profiles profile_name generator_model refiner_model validator_model curator_model
consensus_profiles_v2
users email tier
configurations value
settings value
consensus_settings value
user_settings setting_key setting_value
licenses key tier daily_limit user_id validated_at
daily_usage_summary user_id date conversation_count total_cost total_tokens created_at updated_at
d1_usage_queue user_id conversation_id timestamp
sessions folder_path tabs
recent_folders folder_path last_opened
welcome_analytics action timestamp
ai_tool_launches tool_id repository_path
repository_analysis repository_path analysis_type analysis_result
code_intelligence file_path file_language symbols
planning_sessions session_name project_context task_breakdown
tui_state state_key state_value
enterprise_hooks hook_name hook_config`

const lists = new Map(
  signs
    .trim()
    .replace(/\n +/g, ' ')
    .split('\n')
    .map((line): [string, string[][]] => {
      const [table = '', ...columns] = line.split(' ')
      return [
        table,
        columns
          .join(' ')
          .split(' | ')
          .map((list) => list.split(' ').filter(Boolean)),
      ]
    }),
)

/** Whether a table of that name with these columns is the new Hive's. */
export function isOwn(table: string, columns: Set<string>): boolean {
  return lists.get(table)?.some((list) => list.every((column) => columns.has(column))) === true
}
