import { execFile } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

/** The keys that one control plane lives on; they are worth nothing once it has ended. */
export interface Credentials {
  readonly token: string;
  readonly certificate: Buffer;
  readonly key: Buffer;
}

/** Only this person may read it. */
const secret = { mode: 0o600 };

/** Writes keys, certificate and tokens into the folder: `cert.pem`, `key.pem`, `sa.key`, `sa.pub`, `tokens.csv`. */
export async function writeCredentials(folder: string, certificateProgram: string): Promise<Credentials> {
  const at = (name: string) => path.join(folder, name);
  // one certificate for API server and kubelet, which is its own authority
  await promisify(execFile)(
    certificateProgram,
    ['--host=127.0.0.1,localhost', '--ca', '--ecdsa-curve=P256', '--duration=720h'],
    { cwd: folder },
  );
  const { privateKey, publicKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
  fs.writeFileSync(at('sa.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), secret);
  fs.writeFileSync(at('sa.pub'), publicKey.export({ type: 'spki', format: 'pem' }), secret);
  const token = crypto.randomBytes(24).toString('hex');
  fs.writeFileSync(at('tokens.csv'), `${token},admin,admin,"system:masters"\n`, secret);
  return { token, certificate: fs.readFileSync(at('cert.pem')), key: fs.readFileSync(at('key.pem')) };
}

/** Writes `kubeconfig` into the folder and gives its path. The certificate is inside, so the file can be copied. */
export function writeKubeconfig(folder: string, port: number, { token, certificate }: Credentials): string {
  const file = path.join(folder, 'kubeconfig');
  const name = 'argo-experiments';
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [
      {
        name,
        cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': certificate.toString('base64') },
      },
    ],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name, context: { cluster: name, user: 'admin', namespace: 'default' } }],
  };
  fs.writeFileSync(file, `${JSON.stringify(config, undefined, 2)}\n`, secret);
  return file;
}
