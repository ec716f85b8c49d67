import com.sun.source.util.JavacTask;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Parses Java files and says what is wrong with their form; what they import need not be there. */
public class Parse {
    public static void main(String[] files) throws Exception {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        try (var manager = compiler.getStandardFileManager(found, null, null)) {
            List<Path> paths = Arrays.stream(files).map(Path::of).toList();
            var units = manager.getJavaFileObjectsFromPaths(paths);
            ((JavacTask) compiler.getTask(null, manager, found, null, null, units)).parse();
        }
        for (Diagnostic<?> each : found.getDiagnostics()) System.out.println(each);
        System.out.println(files.length + " parsed");
    }
}
