/**
 * The sandbox: a Hetzner project, its servers, their rescue system and the Talos image factory in one Node process on
 * loopback. What belongs here is one folder for each front door and the world behind them; never anything that the
 * provider or the constructs use, because what tests and what is tested must not be wrong together.
 */
export { type Sandbox, type SandboxOptions, startSandbox } from "./start-sandbox";
