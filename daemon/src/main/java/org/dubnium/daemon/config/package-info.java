/** Reads the configuration and says of everything that is wrong with it where it is. */
@NullMarked
package org.dubnium.daemon.config;

import org.jspecify.annotations.NullMarked;
