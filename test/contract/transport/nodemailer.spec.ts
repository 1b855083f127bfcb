import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { NODEMAILER_VERSION } from '#src/delivery/smtp/nodemailer-internals.js';

const METHODS = [
  '_createSendStream',
  '_sendCommand',
  '_actionRCPT',
  '_actionDATA',
  '_actionSMTPStream',
  '_setEnvelope',
];

/** FencedConnection stands on these; read its file again before changing an expectation here. */
describe('the nodemailer that the SMTP line is built on', () => {
  const connection = new SMTPConnection();

  it('is the version whose inner parts were read', () => {
    const { version } = JSON.parse(readFileSync(createRequire(__filename).resolve('nodemailer/package.json'), 'utf8'));
    expect([version, connection.version, NODEMAILER_VERSION]).toEqual(['10.6.1', '10.6.1', '10.6.1']);
  });

  it.each(METHODS)('has the method %s', (name) => {
    expect(typeof Reflect.get(connection, name)).toBe('function');
  });

  it('starts with the fields that the line reads', () => {
    expect(connection).toMatchObject({
      _destroyed: false,
      _envelope: false,
      _pendingSend: false,
      _responseActions: [],
      _socket: false,
      _supportedExtensions: [],
    });
  });

  it('asks for the stream of a message only when the envelope is accepted, and gives it what it was given', () => {
    const seen: unknown[] = [];
    class Probe extends SMTPConnection {
      _setEnvelope(_envelope: unknown, done: (error: null, info: object) => void): void {
        seen.push('envelope');
        done(null, {});
      }
      _createSendStream(done: (error: null, reply: string) => void): object {
        seen.push('stream');
        setImmediate(done, null, '250 kept');
        return { outByteCount: 0, write: (bytes: Buffer) => seen.push(String(bytes)), end: () => seen.push('end') };
      }
    }
    return new Promise<void>((done) => {
      new Probe().send({ from: 'a@b.example', to: ['c@d.example'] }, Buffer.from('stand-in'), (error, info) => {
        expect(error).toBeNull();
        expect([...seen, info.response]).toEqual(['envelope', 'stream', 'stand-in', 'end', '250 kept']);
        done();
      });
    });
  });
});
