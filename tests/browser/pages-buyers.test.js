// Every page of a buyer's, in several languages.

import { describePages } from './support/every-page.js';

describePages('every page of a buyer’s', ['buyer']);
