/** What the client asks of the language server, as ports. */
import type { RehearseParams, RehearseResult, Runnable } from '../../server/protocol.ts';
import type { Result } from './failure.ts';

export interface Requests {
  /** Documents of a file that can be run. The file has to be open in the editor. */
  runnables(uri: string): Promise<Result<readonly Runnable[]>>;
  /** A refusal of the server is a failure of kind `refused`. */
  rehearse(params: RehearseParams): Promise<Result<Extract<RehearseResult, { kind: 'timeline' }>>>;
}
