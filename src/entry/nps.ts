import '../define/nps.js';
import {connect} from '../client.js';
import {exposeApi} from '../page/script-api.js';

const client = connect();
if (client) exposeApi(client.later);
