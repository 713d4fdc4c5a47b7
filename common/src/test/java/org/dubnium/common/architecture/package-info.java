/** What the tests of every service's architecture have in common. */
@NullMarked
package org.dubnium.common.architecture;

import org.jspecify.annotations.NullMarked;
