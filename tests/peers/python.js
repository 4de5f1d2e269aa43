// Questions to Python's libraries.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PEERS = fileURLToPath(new URL('peers.py', import.meta.url));

// Libraries of Python's, in one process: tests/run makes a Python of the tests' own, which has them. Answers come in the order of the
// questions.
export class Peers {
  #waiting = [];

  constructor() {
    this.python = spawn(process.env.CHIT_TEST_PYTHON || 'python3', [PEERS], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.python.on('exit', (code) => {
      this.ended = new Error(`python ended with ${code}`);
      for (const { failed } of this.#waiting.splice(0)) failed(this.ended);
    });
    this.python.stdin.on('error', () => {}); // it has ended: the questions are answered by that
    createInterface({ input: this.python.stdout }).on('line', (line) => {
      const { answered, failed } = this.#waiting.shift();
      const { answer, problem } = JSON.parse(line);
      if (problem) failed(new Error(problem));
      else answered(answer);
    });
  }

  ask(question, about) {
    if (this.ended) return Promise.reject(this.ended);
    return new Promise((answered, failed) => {
      this.#waiting.push({ answered, failed });
      this.python.stdin.write(`${JSON.stringify({ ask: question, about })}\n`);
    });
  }

  close() {
    this.python.stdin.end();
  }
}
