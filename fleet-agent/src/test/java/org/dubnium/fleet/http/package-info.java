@NullMarked
package org.dubnium.fleet.http;

import org.jspecify.annotations.NullMarked;
