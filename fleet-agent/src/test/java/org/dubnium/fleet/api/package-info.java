@NullMarked
package org.dubnium.fleet.api;

import org.jspecify.annotations.NullMarked;
