/** The version of the engine, as reports, plans and the target's history name it; equal to package.json by test. */
export const engineVersion = '0.1.0'
