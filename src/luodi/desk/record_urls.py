"""The addresses of what stands beside the figures: records, ratings, self-assessments, objections, lists, circulars."""

from django.urls import URLPattern, path

from luodi.desk.views import assessment_records, citations, objections, ratings

_RUN = "assessment/groups/<str:code>/runs/<row:number>/"

PATTERNS: tuple[URLPattern, ...] = (
    path("assessment/records/", assessment_records.inputs, name="inputs"),
    path("assessment/records/enter/", assessment_records.inputs_enter, name="inputs-enter"),
    path("assessment/records/sheet/", assessment_records.inputs_sheet, name="inputs-sheet"),
    path("assessment/records/confirm/", assessment_records.inputs_confirm, name="inputs-confirm"),
    path(
        "assessment/records/<row:number>/withdraw/", assessment_records.input_withdraw, name="input-withdraw"
    ),
    path("assessment/records/<row:number>/file/", assessment_records.input_file, name="input-file"),
    path("assessment/events/", assessment_records.marks, name="points"),
    path("assessment/events/new/", assessment_records.marks_new, name="points-new"),
    path("assessment/events/<row:number>/", assessment_records.mark, name="point"),
    path("assessment/events/<row:number>/file/", assessment_records.mark_file, name="point-file"),
    *(
        path(
            f"assessment/events/<row:number>/{act}/",
            assessment_records.mark_act,
            {"act": act},
            name=f"point-{act}",
        )
        for act in assessment_records.MARK_ACTS
    ),
    path("assessment/ratings/", ratings.ratings, name="ratings"),
    path("assessment/ratings/new/", ratings.ratings_new, name="ratings-new"),
    path("assessment/ratings/<row:number>/", ratings.rating, name="rating"),
    path("assessment/ratings/<row:number>/close/", ratings.rating_close, name="rating-close"),
    path("assessment/self/", ratings.appraisals, name="appraisals"),
    path("assessment/self/new/", ratings.appraisals_new, name="appraisals-new"),
    path("assessment/self/<row:number>/", ratings.appraisal, name="appraisal"),
    path("assessment/objections/", objections.objections, name="objections"),
    path("assessment/objections/rules/", objections.objections_rules, name="objections-rules"),
    path("assessment/objections/<row:number>/", objections.objection, name="objection"),
    path("assessment/objections/<row:number>/rule/", objections.objection_rule, name="objection-rule"),
    path(
        "assessment/objections/<row:number>/withdraw/",
        objections.objection_withdraw,
        name="objection-withdraw",
    ),
    path("assessment/objections/<row:number>/file/", objections.objection_file, name="objection-file"),
    path(f"{_RUN}rulings/", objections.run_rulings, name="run-rulings"),
    path(f"{_RUN}members/<str:key>/object/", objections.score_object, name="score-object"),
    path("assessment/lists/", citations.lists, name="lists"),
    path("assessment/lists/draw/", citations.lists_draw, name="lists-draw"),
    path("assessment/lists/new/", citations.lists_new, name="lists-new"),
    path("assessment/lists/<row:number>/remove/", citations.listed_remove, name="listed-remove"),
    path("assessment/citations/", citations.citations, name="citations"),
    path("assessment/citations/new/", citations.citations_new, name="citations-new"),
    path("assessment/citations/<str:code>/", citations.citation, name="citation"),
    path("assessment/citations/<str:code>/paper/", citations.citation_paper_file, name="citation-paper"),
    *(
        path(
            f"assessment/citations/<str:code>/{act}/",
            citations.citation_act,
            {"act": act},
            name=f"citation-{act}",
        )
        for act in citations.ACTS
    ),
)
