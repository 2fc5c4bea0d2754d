import {
  ExecuteCommandRequest,
  LanguageClient,
  type ClientCapabilities,
  type DynamicFeature,
  type LanguageClientOptions,
  type ServerOptions,
  type StaticFeature,
} from 'vscode-languageclient/node';

/** The client, without the part that registers the server's commands: ours bear the same names and do more. */
export class Client extends LanguageClient {
  constructor(server: ServerOptions, options: LanguageClientOptions) {
    super('fyml', 'fyml', server, options);
    this.registerFeature(new Announced());
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as the class declares it
  override registerFeature(feature: StaticFeature | DynamicFeature<any>): void {
    const isCommands =
      'registrationType' in feature && feature.registrationType.method === ExecuteCommandRequest.type.method;
    if (!isCommands) {
      super.registerFeature(feature);
    }
  }
}

/** What this client can do beyond the library's features. */
class Announced implements StaticFeature {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    capabilities.workspace = { ...capabilities.workspace, executeCommand: { dynamicRegistration: false } };
    const others = capabilities.experimental as object | undefined;
    capabilities.experimental = { ...others, fymlRunOutput: true, fymlDebug: true };
  }

  initialize(): void {
    // nothing to register
  }

  getState(): { kind: 'static' } {
    return { kind: 'static' };
  }

  clear(): void {
    // nothing to forget
  }
}
