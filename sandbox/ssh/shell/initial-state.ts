/** What a new shell knows from the start. */
import { takeProcessId } from "./jobs";
import { ShellState } from "./shell-state";

/** The state of a shell with an environment, a directory and arguments. */
export function initialState(options: {
  environment: ReadonlyMap<string, string>;
  machine: { readonly hostname: string };
  cwd: string;
  positional?: readonly string[];
}): ShellState {
  const state = new ShellState();
  for (const [name, value] of options.environment)
    state.variables.set(name, { value, exported: true, readonly: false });
  state.cwd = options.cwd;
  state.processId = takeProcessId();
  state.set("PWD", options.cwd);
  state.set("HOSTNAME", options.machine.hostname);
  state.positional = [...(options.positional ?? [])];
  return state;
}
