/** The use cases of the agent, whoever asks: the page by the API, a command, a chat tool. */
@NullMarked
package org.dubnium.fleet.service;

import org.jspecify.annotations.NullMarked;
