/**
 * The use cases, whoever asks: the HTTP API, a chat tool, a command. Uses the domain, the alerts
 * and their store, Slurm and the logs; knows no HTTP.
 */
@NullMarked
package org.dubnium.fleet.service;

import org.jspecify.annotations.NullMarked;
