/** Reads the fleet agent's configuration and says of everything that is wrong with it where it is. */
@NullMarked
package org.dubnium.fleet.config;

import org.jspecify.annotations.NullMarked;
