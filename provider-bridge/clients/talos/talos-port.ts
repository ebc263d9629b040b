/** Port of the Talos API; Talos has no setting for it. */
export const TALOS_PORT = 50_000;
