/** What start.mjs says about this run; the stand-in's parts read it. */
export const config = {
  /** Folder of the app: package.json and out/. */
  appDir: '',
  /** True for an app that came out of an app.asar. */
  packaged: false,
  /** True when nobody can see the windows. */
  headless: true,
  /**
   * Port for tools that want to drive the window, 0 for any; null for none.
   * @type {number | null}
   */
  debuggingPort: null,
  /**
   * Called with the debugging endpoint each time that a window has loaded.
   * @type {(endpoint: string | null) => void}
   */
  onWindow: () => undefined,
}
