// Home turns by itself: the server says that something has changed, and the parts are swapped. What needs a look only says so, since a
// button must not change under a thumb. Sound and vibration are this browser's own choice.
(() => {
  const kept = (name) => { try { return localStorage.getItem(`chit-${name}`) === 'on'; } catch { return false; } };

  // A short tone of two notes. Browsers allow it once the page was touched.
  let audio;
  const ring = () => {
    audio ??= new AudioContext();
    audio.resume();
    for (const [note, from] of [[660, 0], [880, .14]]) {
      const [tone, volume] = [audio.createOscillator(), audio.createGain()];
      const at = audio.currentTime + from;
      tone.frequency.value = note;
      volume.gain.setValueAtTime(.2, at);
      volume.gain.exponentialRampToValueAtTime(.001, at + .3);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + .3);
    }
  };
  const alert = () => {
    if (kept('sound')) ring();
    if (kept('vibration')) navigator.vibrate?.(200);
  };

  const alerts = document.querySelector('[data-alerts]');
  if (alerts) {
    alerts.hidden = false;
    for (const box of alerts.querySelectorAll('[data-alert]')) {
      const name = `chit-${box.dataset.alert}`;
      box.checked = kept(box.dataset.alert);
      box.addEventListener('change', () => {
        if (box.checked) localStorage.setItem(name, 'on');
        else localStorage.removeItem(name);
      });
    }
    alerts.querySelector('[data-try]').addEventListener('click', alert);
  }

  const stream = () => document.querySelector('[data-home]');
  if (!stream()) return;
  if (kept('sound')) addEventListener('pointerdown', () => { audio ??= new AudioContext(); audio.resume(); }, { once: true });

  // A row must not move away from a finger that is on its way up.
  let held, pending;
  const settle = () => {
    clearTimeout(held);
    held = setTimeout(() => { held = 0; pending?.(); pending = null; }, 400);
  };
  addEventListener('pointerdown', () => { clearTimeout(held); held = -1; });
  addEventListener('pointerup', settle);
  addEventListener('pointercancel', settle);
  const calmly = (act) => { if (held) pending = act; else act(); };

  let open = false;
  addEventListener('toggle', ({ target }) => { if (target.id === 'numbers') open = target.open; }, true);

  let later, turned = 0;
  let seq = Number(stream().dataset.seq);
  document.addEventListener('outdated', (event) => {
    event.preventDefault();
    const changed = document.querySelector('#changed > span');
    if (changed) return void (changed.hidden = false);
    // Busy hours don't make the page swap without pause.
    clearTimeout(later);
    later = setTimeout(calmly, Math.max(0, turned + 1000 - Date.now()), () => {
      turned = Date.now();
      window.chit.swap(location.href);
    });
  });
  document.addEventListener('swapped', () => {
    const now = stream().dataset;
    const numbers = document.getElementById('numbers');
    if (numbers) numbers.open = open;
    badge(Number(now.look));
    if (Number(now.seq) > seq && now.said) {
      document.getElementById('arrivals').textContent = now.said;
      alert();
    }
    seq = Number(now.seq);
  });

  // The number beside Home.
  const badge = (count) => {
    const home = document.querySelector('.places [aria-current]');
    let mark = home?.querySelector('.badge');
    if (!home || (!count && !mark)) return;
    if (!count) return void mark.remove();
    if (!mark) {
      mark = document.createElement('b');
      mark.className = 'badge';
      home.append(' ', mark);
    }
    mark.textContent = count;
  };
})();
