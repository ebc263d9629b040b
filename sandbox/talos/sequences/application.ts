/** A configuration that somebody applies, and what he is told. */

/** What is to be applied. */
export interface Application {
  readonly text: string;
  /** Number of ApplyConfigurationRequest.Mode. */
  readonly mode: number;
  readonly isDryRun: boolean;
  /** 0: Talos's default. */
  readonly tryTimeoutMs: number;
}

/** What became of it. */
export interface Applied {
  /** The mode that it came to. */
  readonly mode: number;
  readonly details: string;
}
