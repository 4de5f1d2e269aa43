// Every page of the sellers' app, and of those who come to it.

import { describePages } from './support/every-page.js';

describePages('every page of the sellers’ app', ['seller', 'newcomer']);
